<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context>
    <name>AboutDialog</name>
    <message>
        <source>Drawings in the sample and in the demo model:</source>
        <translation>Zeichnungen im Beispiel und im Demo-Modell:</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>Lizenzen</translation>
    </message>
    <message>
        <source>Show your computer a few pictures of each thing. It learns to tell them apart.</source>
        <translation>Zeige deinem Computer von jedem Ding ein paar Bilder. Er lernt, sie zu unterscheiden.</translation>
    </message>
    <message>
        <source>Version {version}. Licence: Apache 2.0.</source>
        <translation>Version {version}. Lizenz: Apache 2.0.</translation>
    </message>
    <message>
        <source>What it is made with</source>
        <translation>Womit es gemacht ist</translation>
    </message>
</context>
<context>
    <name>ActivityPill</name>
    <message numerus="yes">
        <source>%n job(s)</source>
        <translation>
            <numerusform>%n Arbeit</numerusform>
            <numerusform>%n Arbeiten</numerusform>
        </translation>
    </message>
    <message>
        <source>Going on: {what}</source>
        <translation>Im Gange: {what}</translation>
    </message>
    <message>
        <source>Stop it</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>{what}, {percent}</source>
        <translation>{what}, {percent}</translation>
    </message>
</context>
<context>
    <name>Acts</name>
    <message numerus="yes">
        <source>%n file(s) taken off the list.</source>
        <translation>
            <numerusform>%n Datei von der Liste genommen.</numerusform>
            <numerusform>%n Dateien von der Liste genommen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n missing picture(s) found again.</source>
        <translation>
            <numerusform>%n fehlendes Bild wiedergefunden.</numerusform>
            <numerusform>%n fehlende Bilder wiedergefunden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) are right where they are.</source>
        <translation>
            <numerusform>%n Bild ist richtig, wo es ist.</numerusform>
            <numerusform>%n Bilder sind richtig, wo sie sind.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) brought back.</source>
        <translation>
            <numerusform>%n Bild zurückgeholt.</numerusform>
            <numerusform>%n Bilder zurückgeholt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) came in.</source>
        <translation>
            <numerusform>%n Bild kam herein.</numerusform>
            <numerusform>%n Bilder kamen herein.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) put back in the inbox.</source>
        <translation>
            <numerusform>%n Bild zurück in den Eingang gelegt.</numerusform>
            <numerusform>%n Bilder zurück in den Eingang gelegt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) put in {name}.</source>
        <translation>
            <numerusform>%n Bild in {name} gelegt.</numerusform>
            <numerusform>%n Bilder in {name} gelegt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) removed.</source>
        <translation>
            <numerusform>%n Bild entfernt.</numerusform>
            <numerusform>%n Bilder entfernt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Answers come from words alone now.</source>
        <translation>Die Antworten kommen jetzt nur aus den Wörtern.</translation>
    </message>
    <message>
        <source>Answers come from {name} now.</source>
        <translation>Die Antworten kommen jetzt von {name}.</translation>
    </message>
    <message>
        <source>New pictures are copied into the program.</source>
        <translation>Neue Bilder werden in das Programm kopiert.</translation>
    </message>
    <message>
        <source>New pictures are kept where they are.</source>
        <translation>Neue Bilder bleiben, wo sie sind.</translation>
    </message>
    <message>
        <source>Run removed.</source>
        <translation>Durchgang entfernt.</translation>
    </message>
    <message>
        <source>Something was changed.</source>
        <translation>Etwas wurde geändert.</translation>
    </message>
    <message>
        <source>Taken back: {what}</source>
        <translation>Zurückgenommen: {what}</translation>
    </message>
    <message>
        <source>The demo model is used now.</source>
        <translation>Jetzt wird das Demo-Modell verwendet.</translation>
    </message>
    <message>
        <source>The demo model is used now. It answers without what was learned until you train again.</source>
        <translation>Jetzt wird das Demo-Modell verwendet. Bis du wieder trainierst, antwortet es ohne das Gelernte.</translation>
    </message>
    <message>
        <source>The line of none of these was moved.</source>
        <translation>Die Grenze zu „Keines davon“ wurde verschoben.</translation>
    </message>
    <message>
        <source>The model {name} is used now.</source>
        <translation>Jetzt wird das Modell {name} verwendet.</translation>
    </message>
    <message>
        <source>The model {name} is used now. It answers without what was learned until you train again.</source>
        <translation>Jetzt wird das Modell {name} verwendet. Bis du wieder trainierst, antwortet es ohne das Gelernte.</translation>
    </message>
    <message>
        <source>The words for {name} are changed.</source>
        <translation>Die Wörter für {name} sind geändert.</translation>
    </message>
    <message>
        <source>Trained file removed.</source>
        <translation>Trainierte Datei entfernt.</translation>
    </message>
    <message>
        <source>Who answers was changed.</source>
        <translation>Wer antwortet, wurde geändert.</translation>
    </message>
    <message>
        <source>Words are put into this sentence now: {template}</source>
        <translation>Wörter stehen jetzt in diesem Satz: {template}</translation>
    </message>
    <message>
        <source>{name} is asked about too.</source>
        <translation>Auch nach {name} wird gefragt.</translation>
    </message>
    <message>
        <source>{name} is not asked about any more.</source>
        <translation>Nach {name} wird nicht mehr gefragt.</translation>
    </message>
    <message>
        <source>{old} is now called {name}.</source>
        <translation>{old} heißt jetzt {name}.</translation>
    </message>
</context>
<context>
    <name>AdapterExporting</name>
    <message>
        <source>Export a trained file</source>
        <translation>Trainierte Datei exportieren</translation>
    </message>
    <message>
        <source>Exported as {name}.</source>
        <translation>Exportiert als {name}.</translation>
    </message>
    <message>
        <source>Exporting</source>
        <translation>Wird exportiert</translation>
    </message>
    <message>
        <source>Making the ONNX files</source>
        <translation>Die ONNX-Dateien werden gemacht</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Stopped. Nothing was exported.</source>
        <translation>Angehalten. Es wurde nichts exportiert.</translation>
    </message>
    <message>
        <source>Trained files</source>
        <translation>Trainierte Dateien</translation>
    </message>
    <message>
        <source>Where shall the new folder be made?</source>
        <translation>Wo soll der neue Ordner angelegt werden?</translation>
    </message>
</context>
<context>
    <name>AdvancedCard</name>
    <message>
        <source>1 trusts what is near the words, 0 what was learned beside them.</source>
        <translation>1 vertraut dem, was den Wörtern nahe ist, 0 dem, was daneben gelernt wurde.</translation>
    </message>
    <message>
        <source>As at first</source>
        <translation>Wie am Anfang</translation>
    </message>
    <message>
        <source>As published</source>
        <translation>Wie veröffentlicht</translation>
    </message>
    <message>
        <source>Careful: smaller strength</source>
        <translation>Vorsichtig: kleinere Stärke</translation>
    </message>
    <message>
        <source>Described in the paper</source>
        <translation>Im Fachartikel beschrieben</translation>
    </message>
    <message>
        <source>Described in the paper, or as published.</source>
        <translation>Im Fachartikel beschrieben oder wie veröffentlicht.</translation>
    </message>
    <message>
        <source>How far each step goes.</source>
        <translation>Wie weit jeder Schritt geht.</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>Voreinstellung</translation>
    </message>
    <message>
        <source>Rounds (epochs)</source>
        <translation>Runden (Epochen)</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>Strength (learning rate)</source>
        <translation>Stärke (Lernrate)</translation>
    </message>
    <message>
        <source>The first run will tell.</source>
        <translation>Das zeigt der erste Durchgang.</translation>
    </message>
    <message>
        <source>The graphics card {name}</source>
        <translation>Die Grafikkarte {name}</translation>
    </message>
    <message>
        <source>The processor</source>
        <translation>Der Prozessor</translation>
    </message>
    <message>
        <source>The same seed gives the same result.</source>
        <translation>Derselbe Startwert gibt dasselbe Ergebnis.</translation>
    </message>
    <message>
        <source>Times it sees every picture.</source>
        <translation>So oft sieht es jedes Bild.</translation>
    </message>
    <message>
        <source>Usual for this model</source>
        <translation>Üblich für dieses Modell</translation>
    </message>
    <message>
        <source>Weight of words against pictures (a)</source>
        <translation>Gewicht der Wörter gegen die Bilder (a)</translation>
    </message>
    <message>
        <source>What computes</source>
        <translation>Was rechnet</translation>
    </message>
    <message>
        <source>as the preset says</source>
        <translation>wie die Voreinstellung</translation>
    </message>
</context>
<context>
    <name>Alike</name>
    <message>
        <source>Inbox</source>
        <translation>Eingang</translation>
    </message>
    <message>
        <source>Most alike among your pictures</source>
        <translation>Am ähnlichsten unter deinen Bildern</translation>
    </message>
</context>
<context>
    <name>AnswerActs</name>
    <message>
        <source>Add it to {name}</source>
        <translation>Zu {name} hinzufügen</translation>
    </message>
    <message>
        <source>It answers from words alone until it has learned.</source>
        <translation>Bis es gelernt hat, antwortet es nur aus Wörtern.</translation>
    </message>
    <message>
        <source>It answers from words alone. Train to make it learn from your pictures too.</source>
        <translation>Es antwortet nur aus den Wörtern. Trainiere, damit es auch von deinen Bildern lernt.</translation>
    </message>
    <message>
        <source>It answers from words and your pictures at a glance until it has learned.</source>
        <translation>Bis es gelernt hat, antwortet es aus Wörtern und einem Blick auf deine Bilder.</translation>
    </message>
    <message>
        <source>It answers from words and your pictures at a glance. Train to make it learn.</source>
        <translation>Es antwortet aus Wörtern und einem Blick auf deine Bilder. Trainiere, damit es lernt.</translation>
    </message>
    <message>
        <source>It is one of these...</source>
        <translation>Es ist eines von diesen...</translation>
    </message>
    <message>
        <source>Make &quot;{name}&quot; a class</source>
        <translation>„{name}“ zur Klasse machen</translation>
    </message>
    <message>
        <source>Make it a new class...</source>
        <translation>Daraus eine neue Klasse machen...</translation>
    </message>
    <message>
        <source>Not {name}...</source>
        <translation>Nicht {name}...</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>Trainieren</translation>
    </message>
</context>
<context>
    <name>AnswerList</name>
    <message>
        <source>Answers, most likely first</source>
        <translation>Antworten, die wahrscheinlichste zuerst</translation>
    </message>
</context>
<context>
    <name>AnswerModel</name>
    <message>
        <source>less than 1 percent</source>
        <translation>weniger als 1 Prozent</translation>
    </message>
    <message>
        <source>maybe</source>
        <translation>vielleicht</translation>
    </message>
    <message>
        <source>none of these</source>
        <translation>keines davon</translation>
    </message>
    <message>
        <source>sure</source>
        <translation>sicher</translation>
    </message>
    <message>
        <source>{k} of {n}</source>
        <translation>{k} von {n}</translation>
    </message>
    <message>
        <source>{n} percent</source>
        <translation>{n} Prozent</translation>
    </message>
</context>
<context>
    <name>AnswerPanel</name>
    <message>
        <source>Give it something to choose from. Type a name, or make classes on the Pictures page.</source>
        <translation>Gib ihm etwas zur Auswahl. Tippe einen Namen, oder mache Klassen auf der Seite Bilder.</translation>
    </message>
    <message>
        <source>If it had to choose</source>
        <translation>Wenn es wählen müsste</translation>
    </message>
    <message>
        <source>Looking at it</source>
        <translation>Es wird angesehen</translation>
    </message>
    <message>
        <source>Looking at it.</source>
        <translation>Es wird angesehen.</translation>
    </message>
    <message>
        <source>Most likely first</source>
        <translation>Das Wahrscheinlichste zuerst</translation>
    </message>
    <message>
        <source>No test has shown yet that its answers are right often enough to call one sure.</source>
        <translation>Noch hat keine Prüfung gezeigt, dass seine Antworten oft genug richtig sind, um eine sicher zu nennen.</translation>
    </message>
    <message>
        <source>None of these</source>
        <translation>Keines davon</translation>
    </message>
    <message numerus="yes">
        <source>Show all %n</source>
        <translation>
            <numerusform>Alle %n zeigen</numerusform>
            <numerusform>Alle %n zeigen</numerusform>
        </translation>
    </message>
    <message>
        <source>Show fewer</source>
        <translation>Weniger zeigen</translation>
    </message>
    <message>
        <source>The line between sure and maybe is a guess until Check has tested it.</source>
        <translation>Die Grenze zwischen sicher und vielleicht ist geraten, bis „Prüfen“ sie getestet hat.</translation>
    </message>
    <message>
        <source>The line between sure and maybe is a guess until each class has 4 pictures.</source>
        <translation>Die Grenze zwischen sicher und vielleicht ist geschätzt, bis jede Klasse 4 Bilder hat.</translation>
    </message>
    <message>
        <source>There is no answer for this picture.</source>
        <translation>Zu diesem Bild gibt es keine Antwort.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>sure from {percent}</source>
        <translation>sicher ab {percent}</translation>
    </message>
</context>
<context>
    <name>Answers</name>
    <message>
        <source>No picture here is called &quot;{text}&quot;.</source>
        <translation>Kein Bild heißt hier „{text}“.</translation>
    </message>
    <message>
        <source>No picture is listed as {filter}.</source>
        <translation>Kein Bild ist als „{filter}“ aufgeführt.</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alle zeigen</translation>
    </message>
</context>
<context>
    <name>AnswersTable</name>
    <message>
        <source>Answers</source>
        <translation>Antworten</translation>
    </message>
</context>
<context>
    <name>Arriving</name>
    <message>
        <source>Open pictures</source>
        <translation>Bilder öffnen</translation>
    </message>
    <message>
        <source>There is no picture in the clipboard.</source>
        <translation>In der Zwischenablage ist kein Bild.</translation>
    </message>
    <message>
        <source>There is no picture in {name}.</source>
        <translation>In {name} ist kein Bild.</translation>
    </message>
    <message numerus="yes">
        <source>These are the first {n} of %n picture(s). The Use page answers whole folders.</source>
        <translation>
            <numerusform>Dies sind die ersten {n} von %n Bild. Ganze Ordner beantwortet die Seite „Verwenden“.</numerusform>
            <numerusform>Dies sind die ersten {n} von %n Bildern. Ganze Ordner beantwortet die Seite „Verwenden“.</numerusform>
        </translation>
    </message>
    <message>
        <source>camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>pasted</source>
        <translation>eingefügt</translation>
    </message>
</context>
<context>
    <name>BackupsDialog</name>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%n Bild</numerusform>
            <numerusform>%n Bilder</numerusform>
        </translation>
    </message>
    <message>
        <source>A project comes back beside today&apos;s; nothing of today is replaced.</source>
        <translation>Ein Projekt kommt neben dem heutigen zurück; nichts von heute wird ersetzt.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>Zurückgehen</translation>
    </message>
    <message>
        <source>Go back to a backup</source>
        <translation>Zu einer Sicherung zurückgehen</translation>
    </message>
    <message>
        <source>Go back to the backup from {date}?</source>
        <translation>Zur Sicherung „{date}“ zurückgehen?</translation>
    </message>
    <message>
        <source>There is no backup yet.</source>
        <translation>Es gibt noch keine Sicherung.</translation>
    </message>
    <message>
        <source>{name} comes back as it was then, beside today&apos;s state.</source>
        <translation>{name} kommt zurück, wie es damals war, neben dem heutigen Stand.</translation>
    </message>
    <message>
        <source>{name}, {pictures}, {when}</source>
        <translation>{name}, {pictures}, {when}</translation>
    </message>
</context>
<context>
    <name>Bars</name>
    <message>
        <source>learned</source>
        <translation>gelernt</translation>
    </message>
    <message>
        <source>only from words</source>
        <translation>nur aus Wörtern</translation>
    </message>
    <message>
        <source>quick answer</source>
        <translation>schnelle Antwort</translation>
    </message>
    <message>
        <source>{k} of {n}</source>
        <translation>{k} von {n}</translation>
    </message>
</context>
<context>
    <name>BatteryWatch</name>
    <message>
        <source>The computer is plugged in again. Learning goes on.</source>
        <translation>Der Computer hängt wieder am Strom. Das Lernen geht weiter.</translation>
    </message>
    <message>
        <source>The computer runs on battery, so learning was paused. It goes on by itself once it is plugged in.</source>
        <translation>Der Computer läuft mit Akku, daher macht das Lernen Pause. Es geht von selbst weiter, sobald er am Strom hängt.</translation>
    </message>
</context>
<context>
    <name>CameraChoice</name>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
</context>
<context>
    <name>CameraProblem</name>
    <message>
        <source>Open system settings</source>
        <translation>Systemeinstellungen öffnen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
</context>
<context>
    <name>CaptureDialog</name>
    <message numerus="yes">
        <source>%n picture(s) taken</source>
        <translation>
            <numerusform>%n Bild aufgenommen</numerusform>
            <numerusform>%n Bilder aufgenommen</numerusform>
        </translation>
    </message>
    <message>
        <source>A click takes one. Hold the button, or Space, to take about five a second.</source>
        <translation>Ein Klick nimmt eines auf. Halte die Schaltfläche oder die Leertaste gedrückt, um etwa fünf pro Sekunde aufzunehmen.</translation>
    </message>
    <message>
        <source>Inbox</source>
        <translation>Eingang</translation>
    </message>
    <message>
        <source>Mirrored</source>
        <translation>Gespiegelt</translation>
    </message>
    <message>
        <source>Put them in</source>
        <translation>Legen in</translation>
    </message>
    <message>
        <source>Take pictures</source>
        <translation>Bilder aufnehmen</translation>
    </message>
    <message>
        <source>The camera is starting.</source>
        <translation>Die Kamera startet.</translation>
    </message>
    <message>
        <source>What the camera sees</source>
        <translation>Was die Kamera sieht</translation>
    </message>
    <message>
        <source>Where the pictures go</source>
        <translation>Wohin die Bilder kommen</translation>
    </message>
</context>
<context>
    <name>Card</name>
    <message numerus="yes">
        <source>%n class(es)</source>
        <translation>
            <numerusform>%n Klasse</numerusform>
            <numerusform>%n Klassen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%n Bild</numerusform>
            <numerusform>%n Bilder</numerusform>
        </translation>
    </message>
    <message>
        <source>Add pictures</source>
        <translation>Bilder hinzufügen</translation>
    </message>
    <message>
        <source>Learned</source>
        <translation>Gelernt</translation>
    </message>
    <message>
        <source>Learning stopped at {p}</source>
        <translation>Lernen bei {p} angehalten</translation>
    </message>
    <message>
        <source>Ready to train</source>
        <translation>Bereit zum Trainieren</translation>
    </message>
    <message>
        <source>{classes}, {pictures}. {day}</source>
        <translation>{classes}, {pictures}. {day}</translation>
    </message>
    <message>
        <source>{k} of {n} right</source>
        <translation>{k} von {n} richtig</translation>
    </message>
</context>
<context>
    <name>CardList</name>
    <message>
        <source>Your projects</source>
        <translation>Deine Projekte</translation>
    </message>
</context>
<context>
    <name>CellDelegate</name>
    <message>
        <source>{k} of {n}</source>
        <translation>{k} von {n}</translation>
    </message>
</context>
<context>
    <name>CellPictures</name>
    <message numerus="yes">
        <source>%n picture(s) of {truth} answered rightly</source>
        <translation>
            <numerusform>%n Bild von {truth} richtig beantwortet</numerusform>
            <numerusform>%n Bilder von {truth} richtig beantwortet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) of {truth} called none of these</source>
        <translation>
            <numerusform>%n Bild von {truth} heißt „Keines davon“</numerusform>
            <numerusform>%n Bilder von {truth} heißen „Keines davon“</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) of {truth} taken for {answer}</source>
        <translation>
            <numerusform>%n Bild von {truth} wurde für {answer} gehalten</numerusform>
            <numerusform>%n Bilder von {truth} wurden für {answer} gehalten</numerusform>
        </translation>
    </message>
    <message>
        <source>By now they are elsewhere, or were removed.</source>
        <translation>Inzwischen liegen sie woanders oder wurden entfernt.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>It answered {answer} {share}, {second} {other}.</source>
        <translation>Es antwortete {answer} {share}, {second} {other}.</translation>
    </message>
    <message>
        <source>It answered {answer}.</source>
        <translation>Die Antwort war {answer}.</translation>
    </message>
    <message>
        <source>Move to {name}</source>
        <translation>Nach {name} verschieben</translation>
    </message>
    <message>
        <source>Next picture</source>
        <translation>Nächstes Bild</translation>
    </message>
    <message>
        <source>Previous picture</source>
        <translation>Voriges Bild</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message numerus="yes">
        <source>Show all %n</source>
        <translation>
            <numerusform>Alle %n zeigen</numerusform>
            <numerusform>Alle %n zeigen</numerusform>
        </translation>
    </message>
    <message>
        <source>Too little like your pictures. {answer} was the likeliest name.</source>
        <translation>Deinen Bildern zu unähnlich. {answer} war der wahrscheinlichste Name.</translation>
    </message>
    <message>
        <source>{k} of {n}</source>
        <translation>{k} von {n}</translation>
    </message>
    <message>
        <source>{name} is right</source>
        <translation>{name} ist richtig</translation>
    </message>
</context>
<context>
    <name>ChartCard</name>
    <message>
        <source>Counted while it learns, each time it sees a picture. How good it is on pictures that it never saw, the test says afterwards.</source>
        <translation>Gezählt beim Lernen, jedes Mal, wenn es ein Bild sieht. Wie gut es bei Bildern ist, die es nie sah, sagt danach die Prüfung.</translation>
    </message>
    <message>
        <source>How many of its own pictures it gets right</source>
        <translation>Wie viele seiner eigenen Bilder es richtig hat</translation>
    </message>
    <message>
        <source>Nothing learned yet</source>
        <translation>Noch nichts gelernt</translation>
    </message>
    <message>
        <source>What this shows</source>
        <translation>Was das zeigt</translation>
    </message>
    <message>
        <source>at the end {percent}</source>
        <translation>am Ende {percent}</translation>
    </message>
    <message>
        <source>now {now}, words only {words}</source>
        <translation>jetzt {now}, nur Wörter {words}</translation>
    </message>
    <message>
        <source>now {percent}</source>
        <translation>jetzt {percent}</translation>
    </message>
    <message>
        <source>only from words {percent}</source>
        <translation>nur aus Wörtern {percent}</translation>
    </message>
    <message>
        <source>times it has seen every picture</source>
        <translation>so oft hat es jedes Bild gesehen</translation>
    </message>
</context>
<context>
    <name>CheckPage</name>
    <message numerus="yes">
        <source>%n picture(s) are right where they are.</source>
        <translation>
            <numerusform>%n Bild ist richtig, wo es ist.</numerusform>
            <numerusform>%n Bilder sind richtig, wo sie sind.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) put in {name}.</source>
        <translation>
            <numerusform>%n Bild in {name} gelegt.</numerusform>
            <numerusform>%n Bilder in {name} gelegt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) removed.</source>
        <translation>
            <numerusform>%n Bild entfernt.</numerusform>
            <numerusform>%n Bilder entfernt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Go to Train</source>
        <translation>Zum Trainieren</translation>
    </message>
    <message>
        <source>Keep it in its class</source>
        <translation>In seiner Klasse lassen</translation>
    </message>
    <message>
        <source>Move to the suggested class</source>
        <translation>In die vorgeschlagene Klasse verschieben</translation>
    </message>
    <message>
        <source>Nothing to check yet.</source>
        <translation>Noch nichts zu prüfen.</translation>
    </message>
    <message>
        <source>Testing</source>
        <translation>Wird geprüft</translation>
    </message>
    <message>
        <source>Testing, {done} of {total}</source>
        <translation>Prüft, {done} von {total}</translation>
    </message>
    <message>
        <source>The learned one answers now.</source>
        <translation>Jetzt antwortet das Gelernte.</translation>
    </message>
    <message>
        <source>The quick answer is used now.</source>
        <translation>Jetzt wird die schnelle Antwort verwendet.</translation>
    </message>
    <message>
        <source>The words alone answer now.</source>
        <translation>Jetzt antworten nur die Wörter.</translation>
    </message>
    <message>
        <source>Train first; then this page shows how good it is.</source>
        <translation>Trainiere erst; dann zeigt diese Seite, wie gut es ist.</translation>
    </message>
</context>
<context>
    <name>Chip</name>
    <message>
        <source>Double click to change the words</source>
        <translation>Doppelklick ändert die Wörter</translation>
    </message>
    <message>
        <source>Remove {name}</source>
        <translation>{name} entfernen</translation>
    </message>
    <message>
        <source>{name}, typed. Delete removes it, F2 changes its words</source>
        <translation>{name}, getippt. Entf entfernt es, F2 ändert die Wörter</translation>
    </message>
</context>
<context>
    <name>ClassDelegate</name>
    <message>
        <source>Name of the class</source>
        <translation>Name der Klasse</translation>
    </message>
</context>
<context>
    <name>ClassField</name>
    <message>
        <source>Add a class</source>
        <translation>Klasse hinzufügen</translation>
    </message>
    <message>
        <source>Type a name.</source>
        <translation>Gib einen Namen ein.</translation>
    </message>
</context>
<context>
    <name>ClassFinder</name>
    <message>
        <source>Classes</source>
        <translation>Klassen</translation>
    </message>
    <message>
        <source>New class &quot;{name}&quot;</source>
        <translation>Neue Klasse „{name}“</translation>
    </message>
    <message>
        <source>Type a class</source>
        <translation>Klasse tippen</translation>
    </message>
</context>
<context>
    <name>ClassList</name>
    <message>
        <source>Classes</source>
        <translation>Klassen</translation>
    </message>
</context>
<context>
    <name>ClassListModel</name>
    <message numerus="yes">
        <source>{name}, %n picture(s)</source>
        <translation>
            <numerusform>{name}, %n Bild</numerusform>
            <numerusform>{name}, %n Bilder</numerusform>
        </translation>
    </message>
    <message>
        <source>{text}, key {key}</source>
        <translation>{text}, Taste {key}</translation>
    </message>
</context>
<context>
    <name>ClassMenu</name>
    <message>
        <source>Add pictures...</source>
        <translation>Bilder hinzufügen...</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>Blau</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>Gold</source>
        <translation>Gold</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>Grün</translation>
    </message>
    <message>
        <source>Merge into...</source>
        <translation>Vereinen mit...</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Nach unten</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Nach oben</translation>
    </message>
    <message>
        <source>Orange</source>
        <translation>Orange</translation>
    </message>
    <message>
        <source>Pink</source>
        <translation>Rosa</translation>
    </message>
    <message>
        <source>Purple</source>
        <translation>Violett</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>Rot</translation>
    </message>
    <message>
        <source>Remove the class</source>
        <translation>Klasse entfernen</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Sky blue</source>
        <translation>Himmelblau</translation>
    </message>
    <message>
        <source>Slate</source>
        <translation>Schiefer</translation>
    </message>
    <message>
        <source>Teal</source>
        <translation>Petrol</translation>
    </message>
    <message>
        <source>Words for the model...</source>
        <translation>Wörter für das Modell...</translation>
    </message>
</context>
<context>
    <name>ClassSide</name>
    <message>
        <source>Add a class</source>
        <translation>Klasse hinzufügen</translation>
    </message>
    <message>
        <source>All pictures</source>
        <translation>Alle Bilder</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>Klassen</translation>
    </message>
    <message>
        <source>Copies</source>
        <translation>Kopien</translation>
    </message>
    <message>
        <source>Could not be read</source>
        <translation>Nicht lesbar</translation>
    </message>
    <message>
        <source>Inbox</source>
        <translation>Eingang</translation>
    </message>
    <message>
        <source>Likely wrong</source>
        <translation>Wohl falsch</translation>
    </message>
    <message>
        <source>Trash</source>
        <translation>Papierkorb</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>Unsicher</translation>
    </message>
    <message>
        <source>What do you want to tell apart? Type a class and press Enter, for example cat.</source>
        <translation>Was willst du unterscheiden? Gib eine Klasse ein und drücke die Eingabetaste, zum Beispiel Katze.</translation>
    </message>
    <message>
        <source>Worth a look</source>
        <translation>Einen Blick wert</translation>
    </message>
</context>
<context>
    <name>Closing</name>
    <message>
        <source>Close, go on next time</source>
        <translation>Schließen, nächstes Mal weitermachen</translation>
    </message>
    <message>
        <source>It is still learning ({time} left). It can go on next time from where it is.</source>
        <translation>Es lernt noch (noch {time}). Nächstes Mal kann es von hier weitergehen.</translation>
    </message>
    <message>
        <source>It is still learning. It can go on next time from where it is.</source>
        <translation>Es lernt noch. Nächstes Mal kann es von hier weitergehen.</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>Bleiben</translation>
    </message>
    <message>
        <source>Still learning</source>
        <translation>Lernt noch</translation>
    </message>
</context>
<context>
    <name>ConfigDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>How was this model built?</source>
        <translation>Wie wurde dieses Modell gebaut?</translation>
    </message>
    <message>
        <source>The models that OpenAI made are those whose names end in &quot;{ending}&quot;.</source>
        <translation>Die Modelle von OpenAI sind die, deren Namen auf „{ending}“ enden.</translation>
    </message>
    <message>
        <source>Use this one</source>
        <translation>Diese verwenden</translation>
    </message>
    <message>
        <source>{file} does not show it. These fit: choose the one that is named where you got the file from. With the wrong one it answers, but badly.</source>
        <translation>{file} zeigt es nicht. Diese Bauarten passen: Wähle die, die dort genannt ist, woher du die Datei hast. Mit der falschen antwortet es, aber schlecht.</translation>
    </message>
</context>
<context>
    <name>ConfusionModel</name>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%n Bild</numerusform>
            <numerusform>%n Bilder</numerusform>
        </translation>
    </message>
    <message>
        <source>None of these: less like your pictures than the line.</source>
        <translation>Keines davon: deinen Bildern weniger ähnlich als die Grenze.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keines</translation>
    </message>
    <message>
        <source>right</source>
        <translation>richtig</translation>
    </message>
    <message>
        <source>{truth} called none of these, {pictures}</source>
        <translation>{truth} heißt „Keines davon“, {pictures}</translation>
    </message>
    <message>
        <source>{truth} right, {pictures}</source>
        <translation>{truth} richtig, {pictures}</translation>
    </message>
    <message>
        <source>{truth} taken for {answer}, {pictures}</source>
        <translation>{truth} für {answer} gehalten, {pictures}</translation>
    </message>
    <message>
        <source>{truth}: {k} of {n} right</source>
        <translation>{truth}: {k} von {n} richtig</translation>
    </message>
</context>
<context>
    <name>CopiesLine</name>
    <message numerus="yes">
        <source>%n picture(s) are copies. They make the test look better than it is.</source>
        <translation>
            <numerusform>%n Bild ist eine Kopie. Das lässt den Test besser aussehen, als er ist.</numerusform>
            <numerusform>%n Bilder sind Kopien. Das lässt den Test besser aussehen, als er ist.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) look the same but sit in different classes.</source>
        <translation>
            <numerusform>%n Bild sieht aus wie eines in einer anderen Klasse.</numerusform>
            <numerusform>%n Bilder sehen gleich aus, liegen aber in verschiedenen Klassen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Keep one of each</source>
        <translation>Je eines behalten</translation>
    </message>
</context>
<context>
    <name>CopyPlanDialog</name>
    <message numerus="yes">
        <source>%n already exist there and are skipped.</source>
        <translation>
            <numerusform>%n gibt es dort schon und wird übersprungen.</numerusform>
            <numerusform>%n gibt es dort schon und werden übersprungen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cannot be copied; the list says why.</source>
        <translation>
            <numerusform>%n kann nicht kopiert werden; die Liste sagt, warum.</numerusform>
            <numerusform>%n können nicht kopiert werden; die Liste sagt, warum.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n folder(s)</source>
        <translation>
            <numerusform>%n Ordner</numerusform>
            <numerusform>%n Ordner</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Copies into class folders</source>
        <translation>Kopien in Ordner der Klassen</translation>
    </message>
    <message numerus="yes">
        <source>Copy %n picture(s)</source>
        <translation>
            <numerusform>%n Bild kopieren</numerusform>
            <numerusform>%n Bilder kopieren</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copy %n picture(s) into {folders} in &quot;{folder}&quot;?</source>
        <translation>
            <numerusform>%n Bild in {folders} in „{folder}“ kopieren?</numerusform>
            <numerusform>%n Bilder in {folders} in „{folder}“ kopieren?</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing to copy to &quot;{folder}&quot;.</source>
        <translation>Nichts nach „{folder}“ zu kopieren.</translation>
    </message>
    <message>
        <source>Originals stay where they are.</source>
        <translation>Die Originale bleiben, wo sie sind.</translation>
    </message>
    <message>
        <source>Together {size}.</source>
        <translation>Zusammen {size}.</translation>
    </message>
    <message>
        <source>What will be copied</source>
        <translation>Was kopiert wird</translation>
    </message>
</context>
<context>
    <name>Correcting</name>
    <message>
        <source>Put in {name}. It counts from the next training on.</source>
        <translation>In {name} gelegt. Es zählt ab dem nächsten Training.</translation>
    </message>
    <message>
        <source>The picture is in {name} already.</source>
        <translation>Das Bild liegt schon in {name}.</translation>
    </message>
    <message>
        <source>Train now</source>
        <translation>Jetzt trainieren</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>Copy report</source>
        <translation>Bericht kopieren</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weitermachen</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>Something went wrong in the program.</source>
        <translation>Im Programm ist etwas schiefgegangen.</translation>
    </message>
    <message>
        <source>The report stays on this computer. File names are left out.</source>
        <translation>Der Bericht bleibt auf diesem Computer. Dateinamen sind ausgelassen.</translation>
    </message>
    <message>
        <source>Your pictures and classes are safe.</source>
        <translation>Deine Bilder und Klassen sind sicher.</translation>
    </message>
</context>
<context>
    <name>Deciding</name>
    <message>
        <source>Make the class</source>
        <translation>Klasse machen</translation>
    </message>
    <message>
        <source>New class</source>
        <translation>Neue Klasse</translation>
    </message>
    <message>
        <source>There is already a class &quot;{name}&quot;.</source>
        <translation>Es gibt schon eine Klasse „{name}“.</translation>
    </message>
    <message>
        <source>What does the picture show?</source>
        <translation>Was zeigt das Bild?</translation>
    </message>
</context>
<context>
    <name>DetailsDialog</name>
    <message>
        <source>Classes</source>
        <translation>Klassen</translation>
    </message>
    <message>
        <source>Computed by</source>
        <translation>Gerechnet von</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>Bericht kopieren</translation>
    </message>
    <message>
        <source>Of its own pictures right</source>
        <translation>Von den eigenen Bildern richtig</translation>
    </message>
    <message>
        <source>On unseen pictures</source>
        <translation>An ungesehenen Bildern</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Rounds</source>
        <translation>Runden</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>{k} of {n} right, {k0} from words alone</source>
        <translation>{k} von {n} richtig, {k0} nur aus Wörtern</translation>
    </message>
</context>
<context>
    <name>Earlier</name>
    <message>
        <source>Earlier folders</source>
        <translation>Frühere Ordner</translation>
    </message>
    <message>
        <source>Forget these answers...</source>
        <translation>Diese Antworten vergessen...</translation>
    </message>
</context>
<context>
    <name>EmptyGrid</name>
    <message>
        <source>Add pictures</source>
        <translation>Bilder hinzufügen</translation>
    </message>
    <message>
        <source>Clear search</source>
        <translation>Suche löschen</translation>
    </message>
    <message>
        <source>Drop pictures here.</source>
        <translation>Ziehe Bilder hierher.</translation>
    </message>
    <message>
        <source>Drop some here, or paste with Ctrl+V.</source>
        <translation>Ziehe welche hierher, oder füge sie mit Strg+V ein.</translation>
    </message>
    <message>
        <source>Every file could be read.</source>
        <translation>Jede Datei konnte gelesen werden.</translation>
    </message>
    <message>
        <source>Everything is sorted.</source>
        <translation>Alles ist sortiert.</translation>
    </message>
    <message>
        <source>Folders become classes; single pictures go to the inbox. Your originals are copied, never changed.</source>
        <translation>Ordner werden Klassen; einzelne Bilder kommen in den Eingang. Deine Originale werden kopiert, nie geändert.</translation>
    </message>
    <message>
        <source>No picture is a copy.</source>
        <translation>Kein Bild ist eine Kopie.</translation>
    </message>
    <message>
        <source>No picture is {filter}.</source>
        <translation>Kein Bild ist {filter}.</translation>
    </message>
    <message>
        <source>No pictures of {name} yet.</source>
        <translation>Noch keine Bilder von {name}.</translation>
    </message>
    <message>
        <source>Nothing here looks like &quot;{text}&quot;.</source>
        <translation>Nichts hier sieht aus wie „{text}“.</translation>
    </message>
    <message>
        <source>Nothing to look at.</source>
        <translation>Nichts anzusehen.</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alle zeigen</translation>
    </message>
    <message>
        <source>Still looking.</source>
        <translation>Die Suche läuft noch.</translation>
    </message>
    <message>
        <source>The trash is empty.</source>
        <translation>Der Papierkorb ist leer.</translation>
    </message>
    <message>
        <source>These pictures are gone.</source>
        <translation>Diese Bilder sind nicht mehr da.</translation>
    </message>
    <message>
        <source>Well sorted.</source>
        <translation>Gut sortiert.</translation>
    </message>
    <message numerus="yes">
        <source>{done} of %n picture(s) are looked at so far.</source>
        <translation>
            <numerusform>{done} von %n Bild ist bisher angesehen.</numerusform>
            <numerusform>{done} von %n Bildern sind bisher angesehen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EnoughCard</name>
    <message>
        <source>Have I done enough?</source>
        <translation>Habe ich genug getan?</translation>
    </message>
    <message>
        <source>Measured with the quick answer, which can be learned again and again in a moment.</source>
        <translation>Gemessen mit der schnellen Antwort, die sich im Nu immer wieder lernen lässt.</translation>
    </message>
    <message>
        <source>With twice as many pictures,</source>
        <translation>Mit doppelt so vielen Bildern sind</translation>
    </message>
    <message>
        <source>With {n} in each class,</source>
        <translation>Mit {n} in jeder Klasse sind</translation>
    </message>
    <message>
        <source>Yes: more pictures like these would hardly change it.</source>
        <translation>Ja: Mehr solche Bilder würden kaum etwas ändern.</translation>
    </message>
    <message>
        <source>pictures in a class, on average</source>
        <translation>Bilder in einer Klasse, im Mittel</translation>
    </message>
    <message>
        <source>pictures in each class</source>
        <translation>Bilder in jeder Klasse</translation>
    </message>
    <message>
        <source>right answers of {n}</source>
        <translation>richtige Antworten von {n}</translation>
    </message>
    <message numerus="yes">
        <source>{ahead} expect about {bold}%n more{plain} right answer(s), likely {low} to {high}.</source>
        <translation>
            <numerusform>{ahead} etwa {bold}%n{plain} richtige Antwort mehr zu erwarten, wahrscheinlich {low} bis {high}.</numerusform>
            <numerusform>{ahead} etwa {bold}%n{plain} richtige Antworten mehr zu erwarten, wahrscheinlich {low} bis {high}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{ahead} expect no more right answers, or up to %n.</source>
        <translation>
            <numerusform>{ahead} nicht mehr richtige Antworten zu erwarten, oder bis zu %n.</numerusform>
            <numerusform>{ahead} nicht mehr richtige Antworten zu erwarten, oder bis zu %n.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EnoughPlot</name>
    <message>
        <source>about {right} expected with {n}</source>
        <translation>etwa {right} zu erwarten mit {n}</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>{right} right with {n}</source>
        <translation>{right} richtig mit {n}</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%n Bild</numerusform>
            <numerusform>%n Bilder</numerusform>
        </translation>
    </message>
    <message>
        <source>A folder for others</source>
        <translation>Ein Ordner für andere</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>Von wem</translation>
    </message>
    <message>
        <source>Author and licence may stay empty. No picture is handed on.</source>
        <translation>Von wem und Lizenz dürfen leer bleiben. Kein Bild wird weitergegeben.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Choose a place...</source>
        <translation>Ort wählen...</translation>
    </message>
    <message>
        <source>Export what it learned</source>
        <translation>Gelerntes exportieren</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Many programs can use them. Making them takes a minute or more, and nothing else is answered meanwhile. They are kept only if they give the same answers. They hold a part of the model, whose licence then counts too.</source>
        <translation>Viele Programme können sie verwenden. Sie zu machen dauert eine Minute oder länger, und so lange wird nichts anderes beantwortet. Sie werden nur behalten, wenn sie dieselben Antworten geben. Sie enthalten einen Teil des Modells, und dessen Lizenz gilt dann auch.</translation>
    </message>
    <message>
        <source>Not installed here: {names}. The extra {extra} of mmrl-studio brings them.</source>
        <translation>Hier nicht installiert: {names}. Der Zusatz {extra} von mmrl-studio bringt sie mit.</translation>
    </message>
    <message>
        <source>Not tested yet: nobody knows how often it is right. Check can test it first.</source>
        <translation>Noch nicht geprüft: Niemand weiß, wie oft die Antworten richtig sind. „Prüfen“ kann das vorher testen.</translation>
    </message>
    <message>
        <source>One file is for MMRL Studio. The folder is for other people and programs: it holds the trained file, the list of names, a page that says what it knows, how good it is and where its limits are, and short programs that use it without MMRL Studio.</source>
        <translation>Die eine Datei ist für MMRL Studio. Der Ordner ist für andere Leute und Programme: Er enthält die trainierte Datei, die Liste der Namen, eine Seite, die sagt, was sie weiß, wie gut sie ist und wo ihre Grenzen sind, und kurze Programme, die sie ohne MMRL Studio verwenden.</translation>
    </message>
    <message>
        <source>One trained file</source>
        <translation>Eine trainierte Datei</translation>
    </message>
    <message numerus="yes">
        <source>Tested: {right} of %n picture(s) were right, likely {low} to {high}.</source>
        <translation>
            <numerusform>Geprüft: {right} von %n Bild war richtig, wahrscheinlich {low} bis {high}.</numerusform>
            <numerusform>Geprüft: {right} von %n Bildern waren richtig, wahrscheinlich {low} bis {high}.</numerusform>
        </translation>
    </message>
    <message>
        <source>This is what it knows, and what others can read in it:</source>
        <translation>Das weiß sie, und das können andere darin lesen:</translation>
    </message>
    <message>
        <source>This was learned with another model. Choose that one for the project first.</source>
        <translation>Das wurde mit einem anderen Modell gelernt. Wähle erst dieses für das Projekt.</translation>
    </message>
    <message>
        <source>What it knows</source>
        <translation>Was sie weiß</translation>
    </message>
    <message>
        <source>With ONNX files</source>
        <translation>Mit ONNX-Dateien</translation>
    </message>
</context>
<context>
    <name>FailedStart</name>
    <message>
        <source>MMRL Studio cannot start</source>
        <translation>MMRL Studio kann nicht starten</translation>
    </message>
</context>
<context>
    <name>FetchFlow</name>
    <message>
        <source>Do not fetch</source>
        <translation>Nicht holen</translation>
    </message>
    <message>
        <source>Downloading from {host}, started by you.</source>
        <translation>Herunterladen von {host}, von dir gestartet.</translation>
    </message>
    <message>
        <source>Fetch this one</source>
        <translation>Dieses holen</translation>
    </message>
    <message>
        <source>Fetching it leaves this computer.</source>
        <translation>Um es zu holen, verlässt das Programm diesen Computer.</translation>
    </message>
    <message>
        <source>No picture came from {host}. Save it to this computer, then drop the file here.</source>
        <translation>Von {host} kam kein Bild. Speichere es auf diesem Computer, und ziehe die Datei hierher.</translation>
    </message>
    <message>
        <source>This picture is on {host}.</source>
        <translation>Dieses Bild liegt auf {host}.</translation>
    </message>
</context>
<context>
    <name>FilePreview</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Links</translation>
    </message>
    <message>
        <source>Next picture</source>
        <translation>Nächstes Bild</translation>
    </message>
    <message>
        <source>Previous picture</source>
        <translation>Voriges Bild</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Rechts</translation>
    </message>
</context>
<context>
    <name>FilterMenu</name>
    <message>
        <source>All pictures of the class</source>
        <translation>Alle Bilder der Klasse</translation>
    </message>
    <message>
        <source>Only copies</source>
        <translation>Nur Kopien</translation>
    </message>
    <message>
        <source>Only those that are likely wrong</source>
        <translation>Nur die wohl falschen</translation>
    </message>
    <message>
        <source>Only those that are unsure</source>
        <translation>Nur die unsicheren</translation>
    </message>
    <message>
        <source>a copy</source>
        <translation>eine Kopie</translation>
    </message>
    <message>
        <source>likely wrong</source>
        <translation>wohl falsch</translation>
    </message>
    <message>
        <source>unsure</source>
        <translation>unsicher</translation>
    </message>
    <message>
        <source>{name}: copies</source>
        <translation>{name}: Kopien</translation>
    </message>
    <message>
        <source>{name}: likely wrong</source>
        <translation>{name}: wohl falsch</translation>
    </message>
    <message>
        <source>{name}: unsure</source>
        <translation>{name}: unsicher</translation>
    </message>
</context>
<context>
    <name>Filters</name>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Could not be read</source>
        <translation>Nicht lesbar</translation>
    </message>
    <message>
        <source>Find by name</source>
        <translation>Nach Namen suchen</translation>
    </message>
</context>
<context>
    <name>FitGauge</name>
    <message>
        <source>Fits what it knows</source>
        <translation>Passt zu dem, was es kennt</translation>
    </message>
    <message>
        <source>Is it like anything it knows at all? The line is where none of these begins.</source>
        <translation>Gleicht es überhaupt etwas, das es kennt? Am Strich beginnt „Keines davon“.</translation>
    </message>
    <message>
        <source>Like nothing it knows</source>
        <translation>Gleicht nichts, was es kennt</translation>
    </message>
    <message>
        <source>close to the line</source>
        <translation>nah am Strich</translation>
    </message>
    <message>
        <source>far from the line</source>
        <translation>weit vom Strich</translation>
    </message>
    <message>
        <source>fits</source>
        <translation>passt</translation>
    </message>
    <message>
        <source>like nothing it knows</source>
        <translation>gleicht nichts, was es kennt</translation>
    </message>
</context>
<context>
    <name>FlagBox</name>
    <message>
        <source>It could be either</source>
        <translation>Es könnte beides sein</translation>
    </message>
    <message>
        <source>It is in {a}, but it could be {b} as well.</source>
        <translation>Es liegt in {a}, könnte aber auch {b} sein.</translation>
    </message>
    <message>
        <source>It is in {a}, but it looks like none of your pictures.</source>
        <translation>Es liegt in {a}, gleicht aber keinem deiner Bilder.</translation>
    </message>
    <message>
        <source>It is in {a}, but it looks like your pictures of {b}.</source>
        <translation>Es liegt in {a}, sieht aber aus wie deine Bilder von {b}.</translation>
    </message>
    <message>
        <source>Likely in the wrong class</source>
        <translation>Wohl in der falschen Klasse</translation>
    </message>
    <message>
        <source>Move each</source>
        <translation>Alle verschieben</translation>
    </message>
    <message>
        <source>Move to {name}</source>
        <translation>Nach {name} verschieben</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>They are right</source>
        <translation>Sie sind richtig</translation>
    </message>
    <message>
        <source>Unlike all the others</source>
        <translation>Anders als alle anderen</translation>
    </message>
    <message>
        <source>Worth a look</source>
        <translation>Einen Blick wert</translation>
    </message>
    <message>
        <source>{name} is right</source>
        <translation>{name} stimmt</translation>
    </message>
</context>
<context>
    <name>FolderCopies</name>
    <message numerus="yes">
        <source>%n are still there.</source>
        <translation>
            <numerusform>%n ist noch da.</numerusform>
            <numerusform>%n sind noch da.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n are still to be made.</source>
        <translation>
            <numerusform>%n fehlt noch.</numerusform>
            <numerusform>%n fehlen noch.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n copies made in {folder}.</source>
        <translation>
            <numerusform>%n Kopie in {folder} angelegt.</numerusform>
            <numerusform>%n Kopien in {folder} angelegt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n copies taken back.</source>
        <translation>
            <numerusform>%n Kopie zurückgenommen.</numerusform>
            <numerusform>%n Kopien zurückgenommen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n could not be copied.</source>
        <translation>
            <numerusform>%n konnte nicht kopiert werden.</numerusform>
            <numerusform>%n konnten nicht kopiert werden.</numerusform>
        </translation>
    </message>
    <message>
        <source>Copying pictures</source>
        <translation>Kopiert Bilder</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Taking copies back</source>
        <translation>Nimmt Kopien zurück</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>Unsicher</translation>
    </message>
    <message>
        <source>Where shall the copies go?</source>
        <translation>Wohin sollen die Kopien?</translation>
    </message>
</context>
<context>
    <name>FolderLayout</name>
    <message>
        <source>Choose a folder</source>
        <translation>Ordner wählen</translation>
    </message>
    <message>
        <source>Choose a folder.</source>
        <translation>Wähle einen Ordner.</translation>
    </message>
    <message>
        <source>Every picture in it gets an answer; nothing in the folder is changed.</source>
        <translation>Jedes Bild darin bekommt eine Antwort; im Ordner wird nichts geändert.</translation>
    </message>
    <message>
        <source>Other folder...</source>
        <translation>Anderer Ordner...</translation>
    </message>
</context>
<context>
    <name>FolderRows</name>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>How sure</source>
        <translation>Wie sicher</translation>
    </message>
    <message>
        <source>Next best</source>
        <translation>Nächstbeste</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
</context>
<context>
    <name>FolderWork</name>
    <message numerus="yes">
        <source>%n could not be read.</source>
        <translation>
            <numerusform>%n konnte nicht gelesen werden.</numerusform>
            <numerusform>%n konnten nicht gelesen werden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) answered</source>
        <translation>
            <numerusform>%n Bild beantwortet</numerusform>
            <numerusform>%n Bilder beantwortet</numerusform>
        </translation>
    </message>
    <message>
        <source>Answering {folder}</source>
        <translation>Beantwortet {folder}</translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>{a} sure, {b} maybe, {c} none of these.</source>
        <translation>{a} sicher, {b} vielleicht, {c} nichts davon.</translation>
    </message>
</context>
<context>
    <name>Following</name>
    <message>
        <source>Learning finished: {k} of {n} right.</source>
        <translation>Lernen beendet: {k} von {n} richtig.</translation>
    </message>
    <message>
        <source>Learning stopped: {reason}</source>
        <translation>Lernen angehalten: {reason}</translation>
    </message>
</context>
<context>
    <name>Foot</name>
    <message>
        <source>Advanced</source>
        <translation>Erweitert</translation>
    </message>
    <message>
        <source>Saved {when}. If the computer goes off now, learning goes on from there.</source>
        <translation>Gespeichert: {when}. Geht der Computer jetzt aus, geht das Lernen von dort weiter.</translation>
    </message>
    <message>
        <source>Saved {when}. It can go on from there.</source>
        <translation>Gespeichert: {when}. Es kann von dort weitergehen.</translation>
    </message>
</context>
<context>
    <name>Forgetting</name>
    <message>
        <source>Forget</source>
        <translation>Vergessen</translation>
    </message>
    <message>
        <source>Forget the answers for &quot;{folder}&quot;?</source>
        <translation>Die Antworten für „{folder}“ vergessen?</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Pictures and copies stay as they are, but copies can no longer be taken back here.</source>
        <translation>Bilder und Kopien bleiben, wie sie sind, aber Kopien lassen sich hier nicht mehr zurücknehmen.</translation>
    </message>
    <message>
        <source>The answers for {folder} are forgotten.</source>
        <translation>Die Antworten für {folder} sind vergessen.</translation>
    </message>
</context>
<context>
    <name>GoodCard</name>
    <message numerus="yes">
        <source>%n right answer(s) of these are called none of these.</source>
        <translation>
            <numerusform>%n richtige Antwort davon heißt „Keines davon“.</numerusform>
            <numerusform>%n richtige Antworten davon heißen „Keines davon“.</numerusform>
        </translation>
    </message>
    <message>
        <source>Counted for the quick answer, which is used.</source>
        <translation>Gezählt für die schnelle Antwort, die verwendet wird.</translation>
    </message>
    <message>
        <source>Counted for the words alone, which are used.</source>
        <translation>Gezählt nur für die Wörter, die verwendet werden.</translation>
    </message>
    <message>
        <source>Each picture was tested by a copy that had not learned from it.</source>
        <translation>Jedes Bild wurde mit einer Kopie geprüft, die nicht von ihm gelernt hatte.</translation>
    </message>
    <message>
        <source>How good is it?</source>
        <translation>Wie gut ist es?</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>In Gebrauch</translation>
    </message>
    <message>
        <source>Learned: {when}.</source>
        <translation>Gelernt: {when}.</translation>
    </message>
    <message>
        <source>Not in use</source>
        <translation>Nicht in Gebrauch</translation>
    </message>
    <message>
        <source>With new pictures like these, expect {range} of {n}.</source>
        <translation>Erwarte bei neuen Bildern wie diesen {range} von {n}.</translation>
    </message>
    <message>
        <source>right</source>
        <translation>richtig</translation>
    </message>
    <message>
        <source>{k} of {n}</source>
        <translation>{k} von {n}</translation>
    </message>
    <message>
        <source>{low} to {high}</source>
        <translation>{low} bis {high}</translation>
    </message>
</context>
<context>
    <name>GridBar</name>
    <message>
        <source>A folder...</source>
        <translation>Ordner...</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Add pictures</source>
        <translation>Bilder hinzufügen</translation>
    </message>
    <message>
        <source>By class</source>
        <translation>Nach Klasse</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>Nach Name</translation>
    </message>
    <message>
        <source>Empty the trash</source>
        <translation>Papierkorb leeren</translation>
    </message>
    <message>
        <source>Find by words</source>
        <translation>Mit Wörtern suchen</translation>
    </message>
    <message>
        <source>From a camera...</source>
        <translation>Von einer Kamera...</translation>
    </message>
    <message>
        <source>Looking</source>
        <translation>Sucht</translation>
    </message>
    <message>
        <source>Most useful first</source>
        <translation>Nützlichste zuerst</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Neueste zuerst</translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation>Älteste zuerst</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Reihenfolge</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>Pictures or zip files...</source>
        <translation>Bilder oder Zip-Dateien...</translation>
    </message>
    <message>
        <source>Surest first</source>
        <translation>Sicherste zuerst</translation>
    </message>
    <message>
        <source>Tile size</source>
        <translation>Größe der Kacheln</translation>
    </message>
    <message>
        <source>View options</source>
        <translation>Ansicht</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>Check</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Project {name}</source>
        <translation>Projekt {name}</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>Trainieren</translation>
    </message>
    <message>
        <source>Try</source>
        <translation>Ausprobieren</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>Verwenden</translation>
    </message>
</context>
<context>
    <name>HelpDialog</name>
    <message>
        <source>1. Pictures</source>
        <translation>1. Bilder</translation>
    </message>
    <message>
        <source>2. Train</source>
        <translation>2. Trainieren</translation>
    </message>
    <message>
        <source>3. Check</source>
        <translation>3. Prüfen</translation>
    </message>
    <message>
        <source>4. Try</source>
        <translation>4. Ausprobieren</translation>
    </message>
    <message>
        <source>5. Use</source>
        <translation>5. Verwenden</translation>
    </message>
    <message>
        <source>All keys</source>
        <translation>Alle Tasten</translation>
    </message>
    <message>
        <source>Drop a new picture and see what it says, and how sure it is. Type more names, and set a wrong answer right: it becomes one of your pictures.</source>
        <translation>Zieh ein neues Bild herein und sieh, was es sagt und wie sicher es ist. Tippe weitere Namen ein und berichtige falsche Antworten: Das Bild wird eines von deinen.</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>Dorthin</translation>
    </message>
    <message>
        <source>Go to {page}</source>
        <translation>Zu {page}</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>How many pictures it answers rightly that it has not learned from, what it mixes up, and which pictures to look at.</source>
        <translation>Wie viele Bilder, aus denen es nicht gelernt hat, es richtig beantwortet, was es verwechselt und welche Bilder du ansehen solltest.</translation>
    </message>
    <message>
        <source>Let it answer a whole folder and sort copies of the pictures, hand on what was learned as a file, or use it in other programs.</source>
        <translation>Lass es einen ganzen Ordner beantworten und Kopien der Bilder sortieren, gib das Gelernte als Datei weiter oder verwende es in anderen Programmen.</translation>
    </message>
    <message>
        <source>Make a class for each thing and put pictures in it: drop them, paste them, or give a folder whose folders are the classes. Four of each are a start, eight are better.</source>
        <translation>Lege für jedes Ding eine Klasse an und gib Bilder hinein: hereinziehen, einfügen, oder einen Ordner, dessen Ordner die Klassen sind. Vier von jedem sind ein Anfang, acht sind besser.</translation>
    </message>
    <message>
        <source>Nothing has to be right at once: Ctrl+Z takes back what was done last, and everything is saved by itself. Your original pictures are never changed.</source>
        <translation>Nichts muss gleich stimmen: Strg+Z nimmt das Letzte zurück, und alles wird von selbst gespeichert. Deine Originalbilder werden nie verändert.</translation>
    </message>
    <message>
        <source>Press Train and it learns from your pictures. You can go on working, pause it, or close the program: it goes on from where it was.</source>
        <translation>Drücke Trainieren, und es lernt aus deinen Bildern. Du kannst weiterarbeiten, es anhalten oder das Programm schließen: Es macht weiter, wo es war.</translation>
    </message>
    <message>
        <source>Read more: README, &quot;The window&quot;</source>
        <translation>Mehr dazu: README, „The window“ (Englisch)</translation>
    </message>
    <message>
        <source>Show the program a few pictures of each thing. It learns to tell them apart, on this computer alone. Then ask it about new pictures, and type names of things that it has no pictures of.</source>
        <translation>Zeige dem Programm ein paar Bilder von jedem Ding. Es lernt, sie zu unterscheiden, allein auf diesem Computer. Dann frage es nach neuen Bildern, und tippe Namen von Dingen ein, von denen es keine Bilder hat.</translation>
    </message>
</context>
<context>
    <name>HelpedCard</name>
    <message>
        <source>Did learning help?</source>
        <translation>Hat das Lernen geholfen?</translation>
    </message>
    <message>
        <source>Learned</source>
        <translation>Gelernt</translation>
    </message>
    <message>
        <source>Only words</source>
        <translation>Nur Wörter</translation>
    </message>
    <message>
        <source>Quick answer</source>
        <translation>Schnelle Antwort</translation>
    </message>
    <message>
        <source>The one chosen here answers from now on.</source>
        <translation>Was hier gewählt ist, antwortet ab jetzt.</translation>
    </message>
    <message>
        <source>likely {low} to {high}</source>
        <translation>wahrscheinlich {low} bis {high}</translation>
    </message>
    <message>
        <source>{k} of {n}</source>
        <translation>{k} von {n}</translation>
    </message>
</context>
<context>
    <name>ImportFlow</name>
    <message numerus="yes">
        <source>%n could not be read.</source>
        <translation>
            <numerusform>%n ließ sich nicht lesen.</numerusform>
            <numerusform>%n ließen sich nicht lesen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) came in before that.</source>
        <translation>
            <numerusform>Davor kam %n Bild hinzu.</numerusform>
            <numerusform>Davor kamen %n Bilder hinzu.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) came in.</source>
        <translation>
            <numerusform>%n Bild kam herein.</numerusform>
            <numerusform>%n Bilder kamen herein.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n were already here and were left out.</source>
        <translation>
            <numerusform>%n war schon da und wurde ausgelassen.</numerusform>
            <numerusform>%n waren schon da und wurden ausgelassen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation>Ordner hinzufügen</translation>
    </message>
    <message>
        <source>Add pictures</source>
        <translation>Bilder hinzufügen</translation>
    </message>
    <message>
        <source>Adding pictures</source>
        <translation>Bilder werden hinzugefügt</translation>
    </message>
    <message>
        <source>No picture came in.</source>
        <translation>Kein Bild kam hinzu.</translation>
    </message>
    <message numerus="yes">
        <source>Stopped. %n picture(s) are in.</source>
        <translation>
            <numerusform>Angehalten. %n Bild ist da.</numerusform>
            <numerusform>Angehalten. %n Bilder sind da.</numerusform>
        </translation>
    </message>
    <message>
        <source>There is none in what was given.</source>
        <translation>Darin war keines.</translation>
    </message>
    <message>
        <source>pasted</source>
        <translation>eingefügt</translation>
    </message>
</context>
<context>
    <name>ImportReportDialog</name>
    <message numerus="yes">
        <source>%n picture(s) came in.</source>
        <translation>
            <numerusform>%n Bild kam herein.</numerusform>
            <numerusform>%n Bilder kamen herein.</numerusform>
        </translation>
    </message>
    <message>
        <source>Already here, left out:</source>
        <translation>Schon da, ausgelassen:</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Could not be read:</source>
        <translation>Nicht lesbar:</translation>
    </message>
    <message>
        <source>New classes:</source>
        <translation>Neue Klassen:</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>Undo the import</source>
        <translation>Import rückgängig machen</translation>
    </message>
    <message>
        <source>What came in</source>
        <translation>Was hereinkam</translation>
    </message>
    <message>
        <source>it is in another class</source>
        <translation>es ist in einer anderen Klasse</translation>
    </message>
</context>
<context>
    <name>ImportTelling</name>
    <message numerus="yes">
        <source>%n picture(s) are in; importing again adds the rest.</source>
        <translation>
            <numerusform>%n Bild ist da; noch einmal importieren fügt den Rest hinzu.</numerusform>
            <numerusform>%n Bilder sind da; noch einmal importieren fügt den Rest hinzu.</numerusform>
        </translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weitermachen</translation>
    </message>
    <message>
        <source>In {name}: {text}</source>
        <translation>In {name}: {text}</translation>
    </message>
    <message>
        <source>Show report</source>
        <translation>Bericht zeigen</translation>
    </message>
    <message>
        <source>The import was cut off before a picture was in.</source>
        <translation>Der Import brach ab, bevor ein Bild da war.</translation>
    </message>
</context>
<context>
    <name>InboxLine</name>
    <message>
        <source>Grouped by what they look like</source>
        <translation>Geordnet danach, wonach sie aussehen</translation>
    </message>
    <message>
        <source>It learns most from the first ones</source>
        <translation>Aus den ersten lernt es am meisten</translation>
    </message>
    <message>
        <source>Next unsorted</source>
        <translation>Nächstes ohne Klasse</translation>
    </message>
    <message>
        <source>Next unsorted (N)</source>
        <translation>Nächstes ohne Klasse (N)</translation>
    </message>
</context>
<context>
    <name>Inspector</name>
    <message numerus="yes">
        <source>%n picture(s) selected</source>
        <translation>
            <numerusform>%n Bild ausgewählt</numerusform>
            <numerusform>%n Bilder ausgewählt</numerusform>
        </translation>
    </message>
    <message>
        <source>Added today</source>
        <translation>Heute hinzugefügt</translation>
    </message>
    <message>
        <source>Added yesterday</source>
        <translation>Gestern hinzugefügt</translation>
    </message>
    <message>
        <source>Added {day}</source>
        <translation>Hinzugefügt: {day}</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>Zurückholen</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>Close the inspector</source>
        <translation>Inspektor schließen</translation>
    </message>
    <message>
        <source>Inbox</source>
        <translation>Eingang</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove for good</source>
        <translation>Endgültig entfernen</translation>
    </message>
    <message>
        <source>Select a picture to see more about it.</source>
        <translation>Wähle ein Bild aus, um mehr darüber zu sehen.</translation>
    </message>
    <message>
        <source>Several</source>
        <translation>Mehrere</translation>
    </message>
    <message>
        <source>{width} × {height}</source>
        <translation>{width} × {height}</translation>
    </message>
</context>
<context>
    <name>KeysDialog</name>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
</context>
<context>
    <name>Labelling</name>
    <message numerus="yes">
        <source>%n file(s) taken off the list.</source>
        <translation>
            <numerusform>%n Datei von der Liste genommen.</numerusform>
            <numerusform>%n Dateien von der Liste genommen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) are right where they are.</source>
        <translation>
            <numerusform>%n Bild ist richtig, wo es ist.</numerusform>
            <numerusform>%n Bilder sind richtig, wo sie sind.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) brought back.</source>
        <translation>
            <numerusform>%n Bild zurückgeholt.</numerusform>
            <numerusform>%n Bilder zurückgeholt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) put back in the inbox.</source>
        <translation>
            <numerusform>%n Bild zurück in den Eingang gelegt.</numerusform>
            <numerusform>%n Bilder zurück in den Eingang gelegt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) put in {name}.</source>
        <translation>
            <numerusform>%n Bild in {name} gelegt.</numerusform>
            <numerusform>%n Bilder in {name} gelegt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) removed.</source>
        <translation>
            <numerusform>%n Bild entfernt.</numerusform>
            <numerusform>%n Bilder entfernt.</numerusform>
        </translation>
    </message>
    <message>
        <source>After a change this class answers from words until it is trained again.</source>
        <translation>Nach einer Änderung antwortet diese Klasse aus Wörtern, bis wieder trainiert wird.</translation>
    </message>
    <message numerus="yes">
        <source>Class {name} removed, its %n picture(s) are in the inbox.</source>
        <translation>
            <numerusform>Klasse {name} entfernt, ihr Bild ist im Eingang.</numerusform>
            <numerusform>Klasse {name} entfernt, ihre %n Bilder sind im Eingang.</numerusform>
        </translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message numerus="yes">
        <source>Remove %n picture(s) for good?</source>
        <translation>
            <numerusform>%n Bild endgültig entfernen?</numerusform>
            <numerusform>%n Bilder endgültig entfernen?</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove for good</source>
        <translation>Endgültig entfernen</translation>
    </message>
    <message>
        <source>The words for {name} are changed.</source>
        <translation>Die Wörter für {name} sind geändert.</translation>
    </message>
    <message numerus="yes">
        <source>These words win {n} of your %n picture(s) (&quot;{old}&quot; wins {k}).</source>
        <translation>
            <numerusform>Diese Wörter gewinnen {n} von deinem %n Bild („{old}“ gewinnt {k}).</numerusform>
            <numerusform>Diese Wörter gewinnen {n} von deinen %n Bildern („{old}“ gewinnt {k}).</numerusform>
        </translation>
    </message>
    <message>
        <source>This cannot be undone.</source>
        <translation>Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>{a} is now called {b}. Nothing needs to be learned again.</source>
        <translation>{a} heißt jetzt {b}. Es muss nichts neu gelernt werden.</translation>
    </message>
    <message>
        <source>{a} merged into {b}.</source>
        <translation>{a} in {b} zusammengelegt.</translation>
    </message>
</context>
<context>
    <name>LeftOutDialog</name>
    <message>
        <source>Not copied</source>
        <translation>Nicht kopiert</translation>
    </message>
</context>
<context>
    <name>LinesCard</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy: {what}</source>
        <translation>Kopieren: {what}</translation>
    </message>
</context>
<context>
    <name>Live</name>
    <message>
        <source>Open system settings</source>
        <translation>Systemeinstellungen öffnen</translation>
    </message>
    <message>
        <source>Stop the camera</source>
        <translation>Kamera anhalten</translation>
    </message>
    <message>
        <source>Take this picture</source>
        <translation>Dieses Bild aufnehmen</translation>
    </message>
    <message>
        <source>Use the camera</source>
        <translation>Kamera verwenden</translation>
    </message>
</context>
<context>
    <name>LookLines</name>
    <message numerus="yes">
        <source>%n more picture(s) are likely in a wrong class.</source>
        <translation>
            <numerusform>%n weiteres Bild ist wohl in einer falschen Klasse.</numerusform>
            <numerusform>%n weitere Bilder sind wohl in einer falschen Klasse.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) are almost the same but sit in {a} and {b}.</source>
        <translation>
            <numerusform>%n Bild ist fast gleich, liegt aber in {a} und {b}.</numerusform>
            <numerusform>%n Bilder sind fast gleich, liegen aber in {a} und {b}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) are copies. They make the test look better than it is.</source>
        <translation>
            <numerusform>%n Bild ist eine Kopie. Es lässt die Prüfung besser aussehen, als sie ist.</numerusform>
            <numerusform>%n Bilder sind Kopien. Sie lassen die Prüfung besser aussehen, als sie ist.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) could as well be in another class.</source>
        <translation>
            <numerusform>%n Bild könnte ebenso gut in eine andere Klasse gehören.</numerusform>
            <numerusform>%n Bilder könnten ebenso gut in eine andere Klasse gehören.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) have very few pixels. Larger ones would teach it more.</source>
        <translation>
            <numerusform>%n Bild hat sehr wenige Bildpunkte. Aus einem größeren würde es mehr lernen.</numerusform>
            <numerusform>%n Bilder haben sehr wenige Bildpunkte. Aus größeren würde es mehr lernen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) in the inbox would teach it most.</source>
        <translation>
            <numerusform>Von %n Bild im Eingang würde es am meisten lernen.</numerusform>
            <numerusform>Von %n Bildern im Eingang würde es am meisten lernen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) look like none of the others.</source>
        <translation>
            <numerusform>%n Bild gleicht keinem der anderen.</numerusform>
            <numerusform>%n Bilder gleichen keinem der anderen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) to learn from and to test on are almost the same.</source>
        <translation>
            <numerusform>%n Bild zum Lernen und zum Prüfen ist fast gleich.</numerusform>
            <numerusform>%n Bilder zum Lernen und zum Prüfen sind fast gleich.</numerusform>
        </translation>
    </message>
    <message>
        <source>Add pictures</source>
        <translation>Bilder hinzufügen</translation>
    </message>
    <message>
        <source>Add to {name}</source>
        <translation>Zu {name} hinzufügen</translation>
    </message>
    <message>
        <source>Change the words</source>
        <translation>Wörter ändern</translation>
    </message>
    <message>
        <source>Keep one of each</source>
        <translation>Je eines behalten</translation>
    </message>
    <message>
        <source>Move to {name}</source>
        <translation>Nach {name} verschieben</translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Sort them</source>
        <translation>Sortieren</translation>
    </message>
    <message>
        <source>The words for {a} and {b} mean almost the same to it. Try other words.</source>
        <translation>Die Wörter für {a} und {b} bedeuten für das Modell fast dasselbe. Versuche andere Wörter.</translation>
    </message>
    <message numerus="yes">
        <source>{a} has %n picture(s), {b} only {m}. Answers may lean towards {a}.</source>
        <translation>
            <numerusform>{a} hat %n Bild, {b} nur {m}. Antworten neigen vielleicht zu {a}.</numerusform>
            <numerusform>{a} hat %n Bilder, {b} nur {m}. Antworten neigen vielleicht zu {a}.</numerusform>
        </translation>
    </message>
    <message>
        <source>{file} is in {a}, but looks like {b}.</source>
        <translation>{file} liegt in {a}, sieht aber aus wie {b}.</translation>
    </message>
    <message numerus="yes">
        <source>{name} has %n picture(s). It may be guessing.</source>
        <translation>
            <numerusform>{name} hat %n Bild. Vielleicht rät es.</numerusform>
            <numerusform>{name} hat %n Bilder. Vielleicht rät es.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Cannot use this.</source>
        <translation>Das kann nicht verwendet werden.</translation>
    </message>
    <message>
        <source>Drop to import</source>
        <translation>Ablegen, um es zu importieren</translation>
    </message>
    <message>
        <source>Pictures, folders and zip files work.</source>
        <translation>Bilder, Ordner und Zip-Dateien gehen.</translation>
    </message>
    <message>
        <source>Projects come beside yours, trained files into the open project.</source>
        <translation>Projekte kommen neben deine, trainierte Dateien in das offene Projekt.</translation>
    </message>
</context>
<context>
    <name>Matrix</name>
    <message>
        <source>What gets mixed up: rows are what it is, columns what it answered</source>
        <translation>Was verwechselt wird: Zeilen sind, was es ist, Spalten, was die Antwort war</translation>
    </message>
    <message>
        <source>it really is</source>
        <translation>es ist wirklich</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Page</source>
        <translation>&amp;Seite</translation>
    </message>
    <message>
        <source>&amp;Project</source>
        <translation>&amp;Projekt</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Close this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>Change the model</source>
        <translation>Modell wechseln</translation>
    </message>
    <message>
        <source>Free space</source>
        <translation>Platz schaffen</translation>
    </message>
    <message>
        <source>Get {name}</source>
        <translation>{name} holen</translation>
    </message>
    <message>
        <source>There is nothing here that could go. Delete something else on this disk.</source>
        <translation>Hier gibt es nichts, was weg könnte. Lösche etwas anderes auf diesem Datenträger.</translation>
    </message>
    <message>
        <source>{size} are free again. What was deleted is made again when it is wanted.</source>
        <translation>{size} sind wieder frei. Was gelöscht wurde, wird bei Bedarf neu gemacht.</translation>
    </message>
</context>
<context>
    <name>MessagesDialog</name>
    <message>
        <source>Messages</source>
        <translation>Meldungen</translation>
    </message>
    <message>
        <source>Nothing so far.</source>
        <translation>Bisher nichts.</translation>
    </message>
</context>
<context>
    <name>ModelDialog</name>
    <message numerus="yes">
        <source>%n project(s) use it. They keep their pictures and what they learned, and answer again once the model is back.</source>
        <translation>
            <numerusform>%n Projekt verwendet es. Es behält seine Bilder und was es gelernt hat, und antwortet wieder, sobald das Modell zurück ist.</numerusform>
            <numerusform>%n Projekte verwenden es. Sie behalten ihre Bilder und was sie gelernt haben, und antworten wieder, sobald das Modell zurück ist.</numerusform>
        </translation>
    </message>
    <message>
        <source>A model that is on this computer already can be used too: a .safetensors or .pt file, or a folder with the file and its config, as open_clip and Hugging Face lay them out.</source>
        <translation>Auch ein Modell, das schon auf diesem Computer ist, geht: eine Datei .safetensors oder .pt, oder ein Ordner mit der Datei und ihrer Beschreibung, wie open_clip und Hugging Face sie anlegen.</translation>
    </message>
    <message>
        <source>Choose a file...</source>
        <translation>Datei wählen...</translation>
    </message>
    <message>
        <source>Choose a folder...</source>
        <translation>Ordner wählen...</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>Modell wählen</translation>
    </message>
    <message>
        <source>From this computer: {name}</source>
        <translation>Von diesem Computer: {name}</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>In Gebrauch</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Models ({kinds})</source>
        <translation>Modelle ({kinds})</translation>
    </message>
    <message>
        <source>Reading {name}</source>
        <translation>{name} wird gelesen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove {name} from this computer?</source>
        <translation>{name} von diesem Computer entfernen?</translation>
    </message>
    <message>
        <source>The model is what knows words and pictures before you show it any. What was learned belongs to the model that it was learned with: after a change, train again.</source>
        <translation>Das Modell kennt Wörter und Bilder, bevor du ihm welche zeigst. Was gelernt wurde, gehört zu dem Modell, mit dem es gelernt wurde: Trainiere nach einem Wechsel noch einmal.</translation>
    </message>
    <message>
        <source>The model of this project</source>
        <translation>Das Modell dieses Projekts</translation>
    </message>
    <message>
        <source>Throw away</source>
        <translation>Wegwerfen</translation>
    </message>
    <message>
        <source>Throw the part away?</source>
        <translation>Den Teil wegwerfen?</translation>
    </message>
    <message>
        <source>{done} of {name} are here. If you want it later, they have to come again.</source>
        <translation>{done} von {name} sind da. Willst du es später doch, müssen sie noch einmal kommen.</translation>
    </message>
    <message>
        <source>{size} are free where models are kept.</source>
        <translation>Wo die Modelle liegen, sind {size} frei.</translation>
    </message>
    <message>
        <source>{size} become free. You can download it again.</source>
        <translation>{size} werden frei. Du kannst es wieder herunterladen.</translation>
    </message>
</context>
<context>
    <name>ModelFlow</name>
    <message>
        <source>Choose a file instead</source>
        <translation>Stattdessen eine Datei wählen</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Herunterladen</translation>
    </message>
    <message>
        <source>Download {name}, {size}, from {host}?</source>
        <translation>{name}, {size}, von {host} herunterladen?</translation>
    </message>
    <message>
        <source>Downloading from {host}, started by you.</source>
        <translation>Herunterladen von {host}, von dir gestartet.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weitermachen</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Jetzt nicht</translation>
    </message>
    <message>
        <source>The download stopped at {percent}.</source>
        <translation>Das Herunterladen blieb bei {percent} stehen.</translation>
    </message>
    <message>
        <source>The download stopped.</source>
        <translation>Das Herunterladen blieb stehen.</translation>
    </message>
    <message>
        <source>The program goes online for this download only.</source>
        <translation>Nur dafür geht das Programm ins Netz.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
</context>
<context>
    <name>ModelNames</name>
    <message>
        <source>demo (small, for trying out)</source>
        <translation>Demo (klein, zum Ausprobieren)</translation>
    </message>
</context>
<context>
    <name>ModelOffer</name>
    <message>
        <source>Do not offer this again</source>
        <translation>Nicht mehr anbieten</translation>
    </message>
    <message>
        <source>Get it...</source>
        <translation>Holen...</translation>
    </message>
    <message>
        <source>Go on...</source>
        <translation>Weitermachen...</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>The demo model knows drawings. For photographs get {name}, which suits this computer: {size} once.</source>
        <translation>Das Demo-Modell kennt Zeichnungen. Für Fotos hole {name}, das zu diesem Computer passt: einmal {size}.</translation>
    </message>
    <message>
        <source>The download of {name} stopped at {percent}.</source>
        <translation>Das Herunterladen von {name} blieb bei {percent} stehen.</translation>
    </message>
    <message>
        <source>{name} is being downloaded.</source>
        <translation>{name} wird heruntergeladen.</translation>
    </message>
</context>
<context>
    <name>ModelRow</name>
    <message>
        <source>Choose a file instead</source>
        <translation>Stattdessen eine Datei wählen</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Herunterladen</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weitermachen</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>In Gebrauch</translation>
    </message>
    <message>
        <source>Its page and licence, in the browser</source>
        <translation>Seite und Lizenz, im Browser</translation>
    </message>
    <message>
        <source>Looking whether it came whole</source>
        <translation>Prüft, ob alles angekommen ist</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Suits this computer</source>
        <translation>Passt zu diesem Computer</translation>
    </message>
    <message>
        <source>Throw the part away</source>
        <translation>Den Teil wegwerfen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Use for this project</source>
        <translation>Für dieses Projekt verwenden</translation>
    </message>
    <message>
        <source>Waiting for {host}</source>
        <translation>Wartet auf {host}</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} von {total}</translation>
    </message>
    <message>
        <source>{percent} of it is here: {done} of {total}.</source>
        <translation>{percent} davon sind da: {done} von {total}.</translation>
    </message>
    <message>
        <source>{size} a second</source>
        <translation>{size} pro Sekunde</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>noch {time}</translation>
    </message>
</context>
<context>
    <name>Models</name>
    <message>
        <source>A good first choice: the method&apos;s published results were made with it.</source>
        <translation>Eine gute erste Wahl: Mit ihm entstanden die veröffentlichten Ergebnisse des Verfahrens.</translation>
    </message>
    <message numerus="yes">
        <source>About %n picture(s) a second with this processor.</source>
        <translation>
            <numerusform>Etwa %n Bild pro Sekunde mit diesem Prozessor.</numerusform>
            <numerusform>Etwa %n Bilder pro Sekunde mit diesem Prozessor.</numerusform>
        </translation>
    </message>
    <message>
        <source>About {n} seconds a picture with this processor.</source>
        <translation>Etwa {n} Sekunden pro Bild mit diesem Prozessor.</translation>
    </message>
    <message>
        <source>As fast as OpenAI&apos;s B/16, learned from more pictures: worth a try where that one mistakes your classes.</source>
        <translation>So schnell wie B/16 von OpenAI, aus mehr Bildern gelernt: einen Versuch wert, wo jenes deine Klassen verwechselt.</translation>
    </message>
    <message>
        <source>As fast as OpenAI&apos;s B/16, learned from pictures that were chosen more carefully.</source>
        <translation>So schnell wie B/16 von OpenAI, aus sorgfältiger gewählten Bildern gelernt.</translation>
    </message>
    <message>
        <source>As fast as OpenAI&apos;s B/32, learned from more pictures.</source>
        <translation>So schnell wie B/32 von OpenAI, aus mehr Bildern gelernt.</translation>
    </message>
    <message>
        <source>Beside OpenAI&apos;s L/14 where that one mistakes your classes; it needs a graphics card or time to wait.</source>
        <translation>Neben L/14 von OpenAI, wo jenes deine Klassen verwechselt; es braucht eine Grafikkarte oder Zeit zum Warten.</translation>
    </message>
    <message>
        <source>Comes with the program. Licence: {licence}.</source>
        <translation>Kommt mit dem Programm. Lizenz: {licence}.</translation>
    </message>
    <message>
        <source>Demo: small, for trying out</source>
        <translation>Demo: klein, zum Ausprobieren</translation>
    </message>
    <message>
        <source>For a slow computer, learned from pictures that were chosen more carefully.</source>
        <translation>Für einen langsamen Computer, aus sorgfältiger gewählten Bildern gelernt.</translation>
    </message>
    <message>
        <source>For a slow computer: about four times faster than B/16, and it sees fewer details.</source>
        <translation>Für einen langsamen Computer: etwa viermal so schnell wie B/16, und es sieht weniger Einzelheiten.</translation>
    </message>
    <message>
        <source>For fine differences and unusual classes, where there is a graphics card or time to wait.</source>
        <translation>Für feine Unterschiede und ungewöhnliche Klassen, wo es eine Grafikkarte oder Zeit zum Warten gibt.</translation>
    </message>
    <message>
        <source>For fine differences, where there is a graphics card or time to wait.</source>
        <translation>Für feine Unterschiede, wo es eine Grafikkarte oder Zeit zum Warten gibt.</translation>
    </message>
    <message>
        <source>For one picture this processor takes {time}.</source>
        <translation>Für ein Bild braucht dieser Prozessor {time}.</translation>
    </message>
    <message>
        <source>For small things in large pictures, where there is a graphics card.</source>
        <translation>Für kleine Dinge in großen Bildern, wo es eine Grafikkarte gibt.</translation>
    </message>
    <message>
        <source>It needs {needed} of memory to learn.</source>
        <translation>Zum Lernen braucht es {needed} Speicher.</translation>
    </message>
    <message>
        <source>It needs {needed} of memory to learn; this computer has {memory}.</source>
        <translation>Zum Lernen braucht es {needed} Speicher; dieser Computer hat {memory}.</translation>
    </message>
    <message>
        <source>The largest here: only with a graphics card and much memory.</source>
        <translation>Das größte hier: nur mit einer Grafikkarte und viel Speicher.</translation>
    </message>
    <message>
        <source>To see how it all works, before anything is downloaded. It knows drawings of common things: do not expect much of photographs.</source>
        <translation>Um zu sehen, wie alles geht, bevor etwas heruntergeladen wird. Es kennt Zeichnungen gewöhnlicher Dinge: Erwarte bei Fotos nicht viel.</translation>
    </message>
    <message>
        <source>{size} on this computer, from {host}. Licence: {licence}.</source>
        <translation>{size} auf diesem Computer, von {host}. Lizenz: {licence}.</translation>
    </message>
    <message>
        <source>{size} to download from {host}. Licence: {licence}.</source>
        <translation>{size} zum Herunterladen von {host}. Lizenz: {licence}.</translation>
    </message>
</context>
<context>
    <name>NameDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>NextPanel</name>
    <message numerus="yes">
        <source>%n answer(s) are a maybe.</source>
        <translation>
            <numerusform>%n Antwort ist ein Vielleicht.</numerusform>
            <numerusform>%n Antworten sind ein Vielleicht.</numerusform>
        </translation>
    </message>
    <message>
        <source>Copy into class folders...</source>
        <translation>In Klassenordner kopieren...</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Gefunden</translation>
    </message>
    <message>
        <source>Found so far</source>
        <translation>Bisher gefunden</translation>
    </message>
    <message>
        <source>Go on copying</source>
        <translation>Weiter kopieren</translation>
    </message>
    <message>
        <source>Look at them first: they also make good pictures to learn from.</source>
        <translation>Sieh sie dir zuerst an: Aus ihnen lernt es auch gut.</translation>
    </message>
    <message>
        <source>One table for this folder, with columns for each run. Beside this one: {names}</source>
        <translation>Eine Tabelle für diesen Ordner, mit Spalten für jeden Durchgang. Neben diesem: {names}</translation>
    </message>
    <message>
        <source>Only what is listed: &quot;{name}&quot;.</source>
        <translation>Nur was aufgeführt ist: „{name}“.</translation>
    </message>
    <message>
        <source>Save a table of all runs...</source>
        <translation>Tabelle aller Durchgänge speichern...</translation>
    </message>
    <message>
        <source>Save as a table (CSV)...</source>
        <translation>Als Tabelle speichern (CSV)...</translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Take the copies back</source>
        <translation>Kopien zurücknehmen</translation>
    </message>
    <message>
        <source>What next?</source>
        <translation>Und jetzt?</translation>
    </message>
    <message>
        <source>You see a list of what will be copied before anything happens. Your originals stay where they are.</source>
        <translation>Du siehst eine Liste dessen, was kopiert wird, bevor etwas geschieht. Deine Originale bleiben, wo sie sind.</translation>
    </message>
</context>
<context>
    <name>NoneCard</name>
    <message numerus="yes">
        <source>%n wrong answer(s) among them.</source>
        <translation>
            <numerusform>%n falsche Antwort darunter.</numerusform>
            <numerusform>%n falsche Antworten darunter.</numerusform>
        </translation>
    </message>
    <message>
        <source>A folder of pictures that show none of your classes: the line is drawn by them.</source>
        <translation>Ein Ordner mit Bildern, die keine deiner Klassen zeigen: Nach ihnen wird die Grenze gezogen.</translation>
    </message>
    <message>
        <source>Choose a folder of other pictures</source>
        <translation>Ordner mit anderen Bildern wählen</translation>
    </message>
    <message numerus="yes">
        <source>It would turn away %n of {m} pictures of the test.</source>
        <translation>
            <numerusform>Es würde %n von {m} Bildern der Prüfung abweisen.</numerusform>
            <numerusform>Es würde %n von {m} Bildern der Prüfung abweisen.</numerusform>
        </translation>
    </message>
    <message>
        <source>None of these</source>
        <translation>Keines davon</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Show it other pictures...</source>
        <translation>Andere Bilder zeigen...</translation>
    </message>
    <message>
        <source>The line is rough until each class has 4 pictures.</source>
        <translation>Die Grenze ist grob, bis jede Klasse 4 Bilder hat.</translation>
    </message>
    <message>
        <source>The line of none of these was moved.</source>
        <translation>Die Grenze zu „Keines davon“ wurde verschoben.</translation>
    </message>
    <message>
        <source>What is less like your pictures than this line is called none of these.</source>
        <translation>Was deinen Bildern weniger gleicht als diese Grenze, heißt „Keines davon“.</translation>
    </message>
    <message>
        <source>Where none of these begins</source>
        <translation>Wo „Keines davon“ beginnt</translation>
    </message>
    <message>
        <source>lets more pass</source>
        <translation>lässt mehr durch</translation>
    </message>
    <message>
        <source>turns more away</source>
        <translation>weist mehr ab</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>&quot;{device}&quot; is not there, or cannot be used here. Choose the processor in the settings.</source>
        <translation>„{device}“ ist nicht da oder kann hier nicht verwendet werden. Wähle den Prozessor in den Einstellungen.</translation>
    </message>
    <message>
        <source>&quot;{entry}&quot; of this trained file holds a character that cannot be written. Check the class names for characters that look broken.</source>
        <translation>„{entry}“ dieser trainierten Datei enthält ein Zeichen, das sich nicht schreiben lässt. Prüfe die Namen der Klassen auf Zeichen, die kaputt aussehen.</translation>
    </message>
    <message>
        <source>&quot;{host}&quot; is no address to listen at. Give an IP address of this computer, such as 127.0.0.1.</source>
        <translation>„{host}“ ist keine Adresse, an der auf Anfragen gewartet werden kann. Gib eine IP-Adresse dieses Computers an, etwa 127.0.0.1.</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; and &quot;{other}&quot; mean nearly the same to the model, so both take a part of the answer for the same pictures. Leave one out unless you want to tell them apart.</source>
        <translation>„{name}“ und „{other}“ bedeuten für das Modell fast dasselbe, daher nehmen sich beide bei denselben Bildern einen Teil der Antwort. Lass eines weg, wenn du sie nicht unterscheiden willst.</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; is still at work on a run or a folder. Stop that first, then delete the project.</source>
        <translation>„{name}“ arbeitet noch an einem Durchgang oder einem Ordner. Halte das erst an, und lösche dann das Projekt.</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; lies in the trash. Bring it back first, then open it.</source>
        <translation>„{name}“ liegt im Papierkorb. Hole es erst zurück, und öffne es dann.</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; was learned from pictures already, so it need not be typed.</source>
        <translation>„{name}“ wurde schon von Bildern gelernt und muss nicht getippt werden.</translation>
    </message>
    <message numerus="yes">
        <source>%n copies were changed since they were made, or could not be deleted, and are still there, such as {first}. Look at them, and delete what you do not need.</source>
        <translation>
            <numerusform>%n Kopie wurde seither geändert oder ließ sich nicht löschen und ist noch da: {first}. Sieh sie an, und lösche sie, wenn du sie nicht brauchst.</numerusform>
            <numerusform>%n Kopien wurden seither geändert oder ließen sich nicht löschen und sind noch da, etwa {first}. Sieh sie an, und lösche, was du nicht brauchst.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n folder(s) hold other files too and were left, such as {first}.</source>
        <translation>
            <numerusform>%n Ordner enthält noch andere Dateien und wurde gelassen: {first}.</numerusform>
            <numerusform>%n Ordner enthalten noch andere Dateien und wurden gelassen, etwa {first}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture file(s) of this project are gone. Import them again; their classes come back with them.</source>
        <translation>
            <numerusform>%n Bilddatei dieses Projekts fehlt. Importiere sie noch einmal; ihre Klasse kommt mit ihr zurück.</numerusform>
            <numerusform>%n Bilddateien dieses Projekts fehlen. Importiere sie noch einmal; ihre Klassen kommen mit ihnen zurück.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) are gone or were changed since they came, such as {first}. The archive was made without them. Find their files again, then export once more.</source>
        <translation>
            <numerusform>%n Bild fehlt oder wurde geändert, seit es kam, etwa {first}. Das Archiv wurde ohne es gemacht. Finde seine Datei wieder, und exportiere dann noch einmal.</numerusform>
            <numerusform>%n Bilder fehlen oder wurden geändert, seit sie kamen, etwa {first}. Das Archiv wurde ohne sie gemacht. Finde ihre Dateien wieder, und exportiere dann noch einmal.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) came into {path} since it was chosen, such as {first}. They get no answer here; choose the folder again for that.</source>
        <translation>
            <numerusform>%n Bild kam zu {path} hinzu, seit der Ordner gewählt wurde: {first}. Es bekommt hier keine Antwort; wähle den Ordner dafür noch einmal.</numerusform>
            <numerusform>%n Bilder kamen zu {path} hinzu, seit der Ordner gewählt wurde, etwa {first}. Sie bekommen hier keine Antwort; wähle den Ordner dafür noch einmal.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) of the archive cannot be read, such as {first}. They stand with the files that could not be read.</source>
        <translation>
            <numerusform>%n Bild des Archivs kann nicht gelesen werden: {first}. Es steht bei den Dateien, die nicht gelesen werden konnten.</numerusform>
            <numerusform>%n Bilder des Archivs können nicht gelesen werden, etwa {first}. Sie stehen bei den Dateien, die nicht gelesen werden konnten.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n trained file(s) are gone or damaged: {names}. The archive was made without them. Train again, then export once more.</source>
        <translation>
            <numerusform>%n trainierte Datei fehlt oder ist beschädigt: {names}. Das Archiv wurde ohne sie gemacht. Trainiere noch einmal, und exportiere dann noch einmal.</numerusform>
            <numerusform>%n trainierte Dateien fehlen oder sind beschädigt: {names}. Das Archiv wurde ohne sie gemacht. Trainiere noch einmal, und exportiere dann noch einmal.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n trained file(s) of this project are gone. Train them again.</source>
        <translation>
            <numerusform>%n trainierte Datei dieses Projekts fehlt. Trainiere sie noch einmal.</numerusform>
            <numerusform>%n trainierte Dateien dieses Projekts fehlen. Trainiere sie noch einmal.</numerusform>
        </translation>
    </message>
    <message>
        <source>&apos;{given}&apos; cannot be used for --words. Write it as CLASS=WORDS, such as --words &quot;kestrel=small falcon&quot;.</source>
        <translation>&apos;{given}&apos; kann für --words nicht verwendet werden. Schreibe es als KLASSE=WÖRTER, etwa --words &quot;kestrel=small falcon&quot;.</translation>
    </message>
    <message>
        <source>--watch answers by one adapter. Leave --beside out.</source>
        <translation>--watch antwortet mit einer einzigen trainierten Datei. Lass --beside weg.</translation>
    </message>
    <message>
        <source>--watch needs one folder, and nothing else beside it.</source>
        <translation>--watch braucht einen Ordner und nichts anderes daneben.</translation>
    </message>
    <message>
        <source>A class has no name. Give every class a name.</source>
        <translation>Eine Klasse hat keinen Namen. Gib jeder Klasse einen Namen.</translation>
    </message>
    <message>
        <source>A folder is checked by its own pictures; {pictures} would not be asked about. Leave it out, or train first and give mmrl check the file.</source>
        <translation>Ein Ordner wird an seinen eigenen Bildern geprüft; {pictures} würde nicht gefragt. Lass es weg, oder trainiere erst und gib mmrl check die Datei.</translation>
    </message>
    <message>
        <source>A new {path} was made from what could be read and from the backups: {kept} trained files are there, {lost} are lost. Train those again.</source>
        <translation>Aus dem, was zu lesen war, und aus den Sicherungen wurde eine neue {path} gemacht: {kept} trainierte Dateien sind da, {lost} sind verloren. Trainiere diese noch einmal.</translation>
    </message>
    <message>
        <source>A project needs a name. Type one; it can be changed later.</source>
        <translation>Ein Projekt braucht einen Namen. Tippe einen; er lässt sich später ändern.</translation>
    </message>
    <message>
        <source>A trained file needs a name of 1 to {limit} letters. Type another one.</source>
        <translation>Eine trainierte Datei braucht einen Namen aus 1 bis {limit} Buchstaben. Tippe einen anderen.</translation>
    </message>
    <message>
        <source>A typed name is empty. Type what a picture may show.</source>
        <translation>Ein getippter Name ist leer. Tippe, was ein Bild zeigen kann.</translation>
    </message>
    <message>
        <source>All pictures of {names} look alike or were taken in one go, so each was tested by what had seen its like: its figures are too good. Add pictures that were taken elsewhere or at another time.</source>
        <translation>Alle Bilder von {names} gleichen sich oder entstanden in einem Zug, also prüfte jedes etwas, das Ähnliches gesehen hatte: Die Zahlen sind zu gut. Füge Bilder hinzu, die anderswo oder zu anderer Zeit entstanden.</translation>
    </message>
    <message>
        <source>An entry in {path} is damaged ({reason}), so it cannot be shown. Bring its project back from a backup.</source>
        <translation>Ein Eintrag in {path} ist beschädigt ({reason}) und kann nicht gezeigt werden. Hole sein Projekt aus einer Sicherung zurück.</translation>
    </message>
    <message>
        <source>Checking needs at least 2 different pictures in each class: one to learn from and one to ask about. Add pictures to: {names}.</source>
        <translation>Zum Prüfen braucht es mindestens 2 verschiedene Bilder in jeder Klasse: eines zum Lernen und eines zum Fragen. Füge Bilder hinzu bei: {names}.</translation>
    </message>
    <message>
        <source>Choose one of --json and --csv.</source>
        <translation>Wähle eines von --json und --csv.</translation>
    </message>
    <message>
        <source>Class {name} added.</source>
        <translation>Klasse {name} hinzugefügt.</translation>
    </message>
    <message numerus="yes">
        <source>Class {name} removed, its %n picture(s) are in the inbox.</source>
        <translation>
            <numerusform>Klasse {name} entfernt, ihr Bild ist im Eingang.</numerusform>
            <numerusform>Klasse {name} entfernt, ihre %n Bilder sind im Eingang.</numerusform>
        </translation>
    </message>
    <message>
        <source>Even the smallest step does not fit. Choose the demo model or close other programs.</source>
        <translation>Selbst der kleinste Schritt passt nicht. Wähle das Demo-Modell, oder schließe andere Programme.</translation>
    </message>
    <message>
        <source>Everything that {path} holds could be read, so a new file was made from that. Look through your projects all the same.</source>
        <translation>Alles, was {path} enthält, konnte gelesen werden; daraus wurde eine neue Datei gemacht. Sieh deine Projekte trotzdem durch.</translation>
    </message>
    <message>
        <source>Files are still being copied to {path}, or removed there. Wait until that has ended, or stop it.</source>
        <translation>Es werden noch Dateien nach {path} kopiert oder dort entfernt. Warte, bis das beendet ist, oder halte es an.</translation>
    </message>
    <message>
        <source>Give it something to choose from. Type a name, or make classes on the Pictures page.</source>
        <translation>Gib ihm etwas zur Auswahl. Tippe einen Namen, oder mache Klassen auf der Seite Bilder.</translation>
    </message>
    <message>
        <source>Going on from step {step} of {total}.</source>
        <translation>Es geht weiter bei Schritt {step} von {total}.</translation>
    </message>
    <message>
        <source>In {path}, pictures that lie beside the class folders were left out ({count}, such as {first}). Put each into the folder of its class.</source>
        <translation>In {path} wurden Bilder ausgelassen, die neben den Ordnern der Klassen liegen ({count}, etwa {first}). Lege jedes in den Ordner seiner Klasse.</translation>
    </message>
    <message>
        <source>It answers its own test pictures differently here (largest difference {difference}). It was not imported. Make it anew with this version.</source>
        <translation>Hier beantwortet sie ihre eigenen Prüfbilder anders (größter Unterschied {difference}). Sie wurde nicht importiert. Mache sie mit dieser Version neu.</translation>
    </message>
    <message>
        <source>It goes on in float32: in {other} the numbers grew out of range.</source>
        <translation>Es geht in float32 weiter: In {other} wurden die Zahlen zu groß.</translation>
    </message>
    <message>
        <source>It goes on in {used}, as the run began.</source>
        <translation>Es geht in {used} weiter, wie der Durchgang begann.</translation>
    </message>
    <message>
        <source>It is not possible to listen at {host}, port {port} ({reason}). Choose another port, or 0 for any that is free.</source>
        <translation>An {host}, Port {port}, kann nicht auf Anfragen gewartet werden ({reason}). Wähle einen anderen Port, oder 0 für irgendeinen freien.</translation>
    </message>
    <message>
        <source>It learns in float32: the model is small, so that there is little to gain.</source>
        <translation>Es lernt in float32: Das Modell ist klein, daher ist wenig zu gewinnen.</translation>
    </message>
    <message>
        <source>It learns in float32: {other} came to other numbers here (by {difference}).</source>
        <translation>Es lernt in float32: {other} kam hier auf andere Zahlen (Unterschied {difference}).</translation>
    </message>
    <message>
        <source>It learns in float32: {other} does not run here.</source>
        <translation>Es lernt in float32: {other} geht hier nicht.</translation>
    </message>
    <message>
        <source>It learns in float32: {other} was hardly faster here ({times} times as fast).</source>
        <translation>Es lernt in float32: {other} war hier kaum schneller ({times}-mal so schnell).</translation>
    </message>
    <message>
        <source>It learns in float32: {other} was {times} times as slow here.</source>
        <translation>Es lernt in float32: {other} war hier {times}-mal so langsam.</translation>
    </message>
    <message>
        <source>It learns in {used}, as was asked for.</source>
        <translation>Es lernt in {used}, wie verlangt.</translation>
    </message>
    <message>
        <source>It learns in {used}, which was {times} times as fast here as float32 and comes to the same.</source>
        <translation>Es lernt in {used}; das war hier {times}-mal so schnell wie float32 und kommt auf dasselbe.</translation>
    </message>
    <message>
        <source>It was chosen in the settings.</source>
        <translation>So ist es in den Einstellungen gewählt.</translation>
    </message>
    <message>
        <source>Learning keeps something in {folder} for a while, and no file can be made there ({reason}). Choose another folder.</source>
        <translation>Beim Lernen wird für eine Weile etwas in {folder} aufbewahrt, und dort lässt sich keine Datei anlegen ({reason}). Wähle einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Learning keeps {megabytes} MB in {folder} for a while, and there is not so much room. Free some, or use fewer pictures.</source>
        <translation>Beim Lernen werden für eine Weile {megabytes} MB in {folder} aufbewahrt, und so viel Platz ist dort nicht. Schaffe Platz, oder nimm weniger Bilder.</translation>
    </message>
    <message>
        <source>Learning went astray and was stopped at step {step}. Try again with a smaller strength than {rate} under Advanced.</source>
        <translation>Das Lernen ist entgleist und wurde bei Schritt {step} angehalten. Versuche es unter Erweitert mit einer kleineren Stärke als {rate}.</translation>
    </message>
    <message>
        <source>Made for the model {backbone} (mark {fingerprint}), which is not known here. Say where it lies.</source>
        <translation>Gemacht für das Modell {backbone} (Kennung {fingerprint}), das hier nicht bekannt ist. Gib an, wo es liegt.</translation>
    </message>
    <message>
        <source>Made for the model {backbone}; this project uses another one. Choose the model {backbone}, or train again on this one.</source>
        <translation>Gemacht für das Modell {backbone}; dieses Projekt verwendet ein anderes. Wähle das Modell {backbone}, oder trainiere mit diesem noch einmal.</translation>
    </message>
    <message>
        <source>No ONNX file could be made of this model ({reason}). Leave ONNX out; the rest works without it.</source>
        <translation>Aus diesem Modell ließ sich keine ONNX-Datei machen ({reason}). Lass ONNX weg; der Rest geht ohne.</translation>
    </message>
    <message>
        <source>No camera found.</source>
        <translation>Keine Kamera gefunden.</translation>
    </message>
    <message>
        <source>No connection to {host}. Everything else works without it.</source>
        <translation>Keine Verbindung zu {host}. Alles andere geht ohne.</translation>
    </message>
    <message>
        <source>No picture lies in a class yet. Put at least one picture in a class, then train.</source>
        <translation>Noch liegt kein Bild in einer Klasse. Lege mindestens ein Bild in eine Klasse, und trainiere dann.</translation>
    </message>
    <message>
        <source>No picture of the class &quot;{name}&quot; could be read. Add at least one that opens.</source>
        <translation>Kein Bild der Klasse „{name}“ konnte gelesen werden. Füge mindestens eines hinzu, das sich öffnen lässt.</translation>
    </message>
    <message>
        <source>None of these pictures could be read, so the line was left where it is.</source>
        <translation>Keines dieser Bilder konnte gelesen werden, daher blieb die Grenze, wo sie ist.</translation>
    </message>
    <message>
        <source>None of these pictures has an answer, so there is nothing to copy. Choose others, or wait for the answers.</source>
        <translation>Keines dieser Bilder hat eine Antwort, daher ist nichts zu kopieren. Wähle andere, oder warte auf die Antworten.</translation>
    </message>
    <message>
        <source>None of these pictures lies in the trash, so none was removed for good. Remove them first.</source>
        <translation>Keines dieser Bilder liegt im Papierkorb, daher wurde keines endgültig entfernt. Entferne sie erst.</translation>
    </message>
    <message>
        <source>Nothing to check yet. Put at least 2 different pictures in each class.</source>
        <translation>Noch nichts zu prüfen. Lege mindestens 2 verschiedene Bilder in jede Klasse.</translation>
    </message>
    <message>
        <source>ONNX files need parts that are not installed: {names}. Install &apos;mmrl-studio[onnx]&apos;, or leave ONNX out.</source>
        <translation>ONNX-Dateien brauchen Teile, die nicht installiert sind: {names}. Installiere &apos;mmrl-studio[onnx]&apos;, oder lass ONNX weg.</translation>
    </message>
    <message>
        <source>Other computers can reach this service at {host}. Who knows the token can ask it, and what is sent can be read on the way.</source>
        <translation>Andere Computer können diesen Dienst unter {host} erreichen. Wer das Token kennt, kann ihn fragen, und was gesendet wird, kann unterwegs gelesen werden.</translation>
    </message>
    <message>
        <source>Pictures from a camera need a part that is not installed. Close the program and start it once as python packaging/run.py --with camera.</source>
        <translation>Bilder von einer Kamera brauchen einen Teil, der nicht installiert ist. Schließe das Programm, und starte es einmal als python packaging/run.py --with camera.</translation>
    </message>
    <message>
        <source>Run {number} is going or done, so it cannot go on. Start a new one.</source>
        <translation>Durchgang {number} läuft oder ist fertig, also kann er nicht weitergehen. Beginne einen neuen.</translation>
    </message>
    <message>
        <source>Run {number} of this project is still going. Wait for it, or stop it first.</source>
        <translation>Durchgang {number} dieses Projekts läuft noch. Warte auf ihn, oder halte ihn erst an.</translation>
    </message>
    <message>
        <source>Something that was done since builds on this. Take that back first, with Ctrl+Z.</source>
        <translation>Etwas, das seither getan wurde, baut darauf auf. Nimm das zuerst zurück, mit Strg+Z.</translation>
    </message>
    <message>
        <source>Stopped before anything was learned, so nothing was kept. Start again with: {command}</source>
        <translation>Angehalten, bevor etwas gelernt wurde; daher wurde nichts behalten. Von vorn geht es mit: {command}</translation>
    </message>
    <message>
        <source>Stopped. What was learned so far is kept in {path}. Go on with: {command}</source>
        <translation>Angehalten. Was bisher gelernt wurde, liegt in {path}. Weiter geht es mit: {command}</translation>
    </message>
    <message>
        <source>Stopped. {done} of {total} MB are here and kept. Go on with: {command}</source>
        <translation>Angehalten. {done} von {total} MB sind da und bleiben. Weiter geht es mit: {command}</translation>
    </message>
    <message>
        <source>The AMD graphics are not used. If ROCm supports them, install a ROCm build of torch (pytorch.org lists them under Get Started); until then the processor does the work.</source>
        <translation>Die AMD-Grafik wird nicht verwendet. Wenn ROCm sie unterstützt, installiere ein torch für ROCm (auf pytorch.org unter Get Started aufgeführt); bis dahin rechnet der Prozessor.</translation>
    </message>
    <message>
        <source>The NVIDIA card is not used, as its driver is not installed. Install it; until then the processor does the work.</source>
        <translation>Die NVIDIA-Karte wird nicht verwendet, weil ihr Treiber nicht installiert ist. Installiere ihn; bis dahin rechnet der Prozessor.</translation>
    </message>
    <message>
        <source>The NVIDIA card is not used, as the torch that is installed (for CUDA {cuda}) cannot work with its driver. Install a newer driver, or a build of torch for an older CUDA; until then the processor does the work.</source>
        <translation>Die NVIDIA-Karte wird nicht verwendet, weil das installierte torch (für CUDA {cuda}) nicht mit ihrem Treiber arbeiten kann. Installiere einen neueren Treiber oder ein torch für ein älteres CUDA; bis dahin rechnet der Prozessor.</translation>
    </message>
    <message>
        <source>The NVIDIA card is not used, as the torch that is installed is built without CUDA. Install a CUDA build (pytorch.org lists them under Get Started); until then the processor does the work.</source>
        <translation>Die NVIDIA-Karte wird nicht verwendet, weil das installierte torch ohne CUDA gebaut ist. Installiere eines mit CUDA (auf pytorch.org unter Get Started aufgeführt); bis dahin rechnet der Prozessor.</translation>
    </message>
    <message>
        <source>The ONNX files gave the same answer for {same} of {total} pictures, with shares up to {difference} apart, so they were not kept. Leave ONNX out; the rest works without it.</source>
        <translation>Die ONNX-Dateien gaben bei {same} von {total} Bildern dieselbe Antwort, mit Anteilen, die bis zu {difference} auseinanderlagen; daher wurden sie nicht behalten. Lass ONNX weg; der Rest geht ohne.</translation>
    </message>
    <message>
        <source>The backup from {made_at} took the place of {path}. What was done since then is missing; look through your projects.</source>
        <translation>Die Sicherung „{made_at}“ ist an die Stelle von {path} getreten. Was seitdem getan wurde, fehlt; sieh deine Projekte durch.</translation>
    </message>
    <message numerus="yes">
        <source>The backup lacks %n trained file(s), which are missing or damaged already. Train them again.</source>
        <translation>
            <numerusform>Der Sicherung fehlt %n trainierte Datei, die schon weg oder beschädigt ist. Trainiere sie noch einmal.</numerusform>
            <numerusform>Der Sicherung fehlen %n trainierte Dateien, die schon weg oder beschädigt sind. Trainiere sie noch einmal.</numerusform>
        </translation>
    </message>
    <message>
        <source>The backup {name} does not hold this project. Choose another one.</source>
        <translation>Die Sicherung {name} enthält dieses Projekt nicht. Wähle eine andere.</translation>
    </message>
    <message>
        <source>The backup {name} is damaged, so nothing was taken from it. Choose another one.</source>
        <translation>Die Sicherung {name} ist beschädigt, daher wurde nichts daraus genommen. Wähle eine andere.</translation>
    </message>
    <message>
        <source>The backup {name} was made by a newer version of the program (layout {found}; this one knows {known}). Update the program, then try again.</source>
        <translation>Die Sicherung {name} wurde von einer neueren Version des Programms gemacht (Aufbau {found}; diese kennt {known}). Aktualisiere das Programm, und versuche es noch einmal.</translation>
    </message>
    <message>
        <source>The body must be a picture&apos;s file as it is, with the Content-Type image/jpeg or the like, or application/octet-stream.</source>
        <translation>Der Inhalt der Anfrage muss die Datei eines Bildes sein, wie sie ist, mit dem Content-Type image/jpeg oder einem ähnlichen, oder application/octet-stream.</translation>
    </message>
    <message>
        <source>The camera does not work: {reason}.</source>
        <translation>Die Kamera geht nicht: {reason}.</translation>
    </message>
    <message>
        <source>The camera sends no pictures. Another program may be using it.</source>
        <translation>Die Kamera sendet keine Bilder. Vielleicht verwendet sie ein anderes Programm.</translation>
    </message>
    <message>
        <source>The camera was unplugged.</source>
        <translation>Die Kamera wurde abgezogen.</translation>
    </message>
    <message>
        <source>The class &quot;{name}&quot; is only a number, which says nothing about its pictures. Name it by what it shows.</source>
        <translation>Die Klasse „{name}“ ist nur eine Zahl, und die sagt nichts über ihre Bilder. Benenne sie nach dem, was sie zeigt.</translation>
    </message>
    <message>
        <source>The class &quot;{name}&quot; makes a sentence of {count} pieces; this model reads {limit}. Use fewer words.</source>
        <translation>Die Klasse „{name}“ ergibt einen Satz aus {count} Teilen; dieses Modell liest {limit}. Nimm weniger Wörter.</translation>
    </message>
    <message>
        <source>The class &quot;{name}&quot; needs words. Say in a few words what its pictures show.</source>
        <translation>Die Klasse „{name}“ braucht Wörter. Sage in wenigen Wörtern, was ihre Bilder zeigen.</translation>
    </message>
    <message>
        <source>The class names of this trained file and what belongs to them take {kilobytes} KB, more than the limit of {limit} KB. Use fewer classes or shorter names.</source>
        <translation>Die Namen der Klassen dieser trainierten Datei und was zu ihnen gehört brauchen {kilobytes} KB, mehr als die Grenze von {limit} KB. Nimm weniger Klassen oder kürzere Namen.</translation>
    </message>
    <message>
        <source>The classes are in another order.</source>
        <translation>Die Klassen sind anders geordnet.</translation>
    </message>
    <message>
        <source>The classes are others by now. Look at the list again, then put it in order.</source>
        <translation>Die Klassen sind inzwischen andere. Sieh die Liste noch einmal an, und ordne sie dann.</translation>
    </message>
    <message>
        <source>The copies in {path} were undone. Choose the folder again to make new ones.</source>
        <translation>Die Kopien in {path} wurden zurückgenommen. Wähle den Ordner noch einmal, um neue zu machen.</translation>
    </message>
    <message>
        <source>The data folder {path} cannot be made ({reason}). Choose another place for it with --data-dir.</source>
        <translation>Der Datenordner {path} lässt sich nicht anlegen ({reason}). Wähle mit --data-dir einen anderen Ort dafür.</translation>
    </message>
    <message>
        <source>The description of this model cannot be used ({reason}). Take the file that came with the model.</source>
        <translation>Die Beschreibung dieses Modells kann nicht verwendet werden ({reason}). Nimm die Datei, die mit dem Modell kam.</translation>
    </message>
    <message>
        <source>The description of this model has no usable number for: {fields}. Take the file that came with the model.</source>
        <translation>Die Beschreibung dieses Modells hat keine brauchbare Zahl für: {fields}. Nimm die Datei, die mit dem Modell kam.</translation>
    </message>
    <message>
        <source>The description of this model has values that cannot be used: {values}. Take the file that came with the model.</source>
        <translation>Die Beschreibung dieses Modells hat Werte, die nicht verwendet werden können: {values}. Nimm die Datei, die mit dem Modell kam.</translation>
    </message>
    <message>
        <source>The disk of {drive} is full. The download stopped at {percent} %; make room, then go on.</source>
        <translation>Der Datenträger von {drive} ist voll. Das Herunterladen blieb bei {percent} % stehen; schaffe Platz, und mach dann weiter.</translation>
    </message>
    <message>
        <source>The disk of {path} did not take what was to be saved ({reason}). Nothing that was saved before is lost. Check the disk, then try again.</source>
        <translation>Der Datenträger von {path} nahm nicht an, was gespeichert werden sollte ({reason}). Nichts, was vorher gespeichert wurde, ist verloren. Prüfe den Datenträger, und versuche es noch einmal.</translation>
    </message>
    <message>
        <source>The disk of {path} is full. Nothing was lost. Make room on it, then try again.</source>
        <translation>Der Datenträger von {path} ist voll. Nichts ist verloren. Schaffe Platz darauf, und versuche es noch einmal.</translation>
    </message>
    <message>
        <source>The download stopped at {percent} %.</source>
        <translation>Das Herunterladen blieb bei {percent} % stehen.</translation>
    </message>
    <message>
        <source>The file is not what it should be and was thrown away.</source>
        <translation>Die Datei ist nicht, was sie sein soll, und wurde weggeworfen.</translation>
    </message>
    <message>
        <source>The graphics card has too little memory for that. It goes on with the processor, which takes longer.</source>
        <translation>Die Grafikkarte hat dafür zu wenig Speicher. Es geht mit dem Prozessor weiter, was länger dauert.</translation>
    </message>
    <message>
        <source>The graphics card stopped answering. Choose the processor in the settings, then try again.</source>
        <translation>Die Grafikkarte antwortet nicht mehr. Wähle den Prozessor in den Einstellungen, und versuche es noch einmal.</translation>
    </message>
    <message>
        <source>The graphics card stopped answering. It goes on with the processor.</source>
        <translation>Die Grafikkarte antwortet nicht mehr. Es geht mit dem Prozessor weiter.</translation>
    </message>
    <message>
        <source>The learned numbers of this trained file are damaged in {path}. Bring its project back from a backup, or train again.</source>
        <translation>Die gelernten Zahlen dieser trainierten Datei sind in {path} beschädigt. Hole ihr Projekt aus einer Sicherung zurück, oder trainiere noch einmal.</translation>
    </message>
    <message>
        <source>The learned numbers of this trained file are not in {path}. Bring its project back from a backup, or train again.</source>
        <translation>Die gelernten Zahlen dieser trainierten Datei sind nicht in {path}. Hole ihr Projekt aus einer Sicherung zurück, oder trainiere noch einmal.</translation>
    </message>
    <message>
        <source>The model {name} is not on this computer yet. Download it, or choose another one.</source>
        <translation>Das Modell {name} ist noch nicht auf diesem Computer. Lade es herunter, oder wähle ein anderes.</translation>
    </message>
    <message>
        <source>The name &quot;{name}&quot; holds characters that cannot be written. Rename the class or its folder.</source>
        <translation>Der Name „{name}“ enthält Zeichen, die sich nicht schreiben lassen. Benenne die Klasse oder ihren Ordner um.</translation>
    </message>
    <message>
        <source>The name &quot;{name}&quot; holds characters that cannot be written. Type another one.</source>
        <translation>Der Name „{name}“ enthält Zeichen, die sich nicht schreiben lassen. Tippe einen anderen.</translation>
    </message>
    <message>
        <source>The name &quot;{name}&quot; was typed twice. Once is enough.</source>
        <translation>Der Name „{name}“ wurde zweimal getippt. Einmal genügt.</translation>
    </message>
    <message>
        <source>The name of an archive ends in {ending}. Choose such a name.</source>
        <translation>Der Name eines Archivs endet auf {ending}. Wähle einen solchen Namen.</translation>
    </message>
    <message>
        <source>The name of the folder {path} holds characters that cannot be written. Rename the folder.</source>
        <translation>Der Name des Ordners {path} enthält Zeichen, die sich nicht schreiben lassen. Benenne den Ordner um.</translation>
    </message>
    <message>
        <source>The name or the words of the class &quot;{name}&quot; have {count} letters; {limit} at most. Use fewer words.</source>
        <translation>Der Name oder die Wörter der Klasse „{name}“ haben {count} Buchstaben; höchstens {limit} gehen. Nimm weniger Wörter.</translation>
    </message>
    <message>
        <source>The part for cameras does not start: {reason}.</source>
        <translation>Der Teil für Kameras startet nicht: {reason}.</translation>
    </message>
    <message>
        <source>The part of the program that computes cannot be started. Close other programs, then try again; if that does not help, install the program again.</source>
        <translation>Der Teil des Programms, der rechnet, lässt sich nicht starten. Schließe andere Programme, und versuche es noch einmal; hilft das nicht, installiere das Programm neu.</translation>
    </message>
    <message>
        <source>The part of the program that computes ended {count} times over this work, most likely because memory ran out. Close other programs, or choose a smaller model, then try again.</source>
        <translation>Der Teil des Programms, der rechnet, ist bei dieser Arbeit {count} Mal ausgefallen, wohl weil der Speicher ausging. Schließe andere Programme, oder wähle ein kleineres Modell, und versuche es noch einmal.</translation>
    </message>
    <message>
        <source>The part that answers other programs is not installed. Install &quot;mmrl-studio[serve]&quot;.</source>
        <translation>Der Teil, der anderen Programmen antwortet, ist nicht installiert. Installiere „mmrl-studio[serve]“.</translation>
    </message>
    <message>
        <source>The part that works with scikit-learn is not installed. Install &quot;mmrl-studio[sklearn]&quot;.</source>
        <translation>Der Teil, der mit scikit-learn arbeitet, ist nicht installiert. Installiere „mmrl-studio[sklearn]“.</translation>
    </message>
    <message>
        <source>The picture broke off on its way. Send it again.</source>
        <translation>Das Bild brach unterwegs ab. Sende es noch einmal.</translation>
    </message>
    <message>
        <source>The picture came too slowly, so it was given up. Send it again.</source>
        <translation>Das Bild kam zu langsam und wurde aufgegeben. Sende es noch einmal.</translation>
    </message>
    <message>
        <source>The pictures cannot be divided into {folds} parts for checking. Choose a number from 2 to {most}.</source>
        <translation>Die Bilder lassen sich zum Prüfen nicht in {folds} Teile teilen. Wähle eine Zahl von 2 bis {most}.</translation>
    </message>
    <message>
        <source>The pictures in {path} are still being answered. Stop that first.</source>
        <translation>Die Bilder in {path} werden noch beantwortet. Halte das erst an.</translation>
    </message>
    <message>
        <source>The program is already running with the data in {folder}, but does not answer. Look for its window; if there is none, end the program first (or restart the computer), then start it again.</source>
        <translation>Das Programm läuft schon mit den Daten in {folder}, antwortet aber nicht. Suche sein Fenster; gibt es keines, beende erst das Programm (oder starte den Computer neu), und starte es dann noch einmal.</translation>
    </message>
    <message>
        <source>The program is already running, and {count} names at once are too many to hand to it. Open fewer files at a time, or the folder that they are in.</source>
        <translation>Das Programm läuft schon, und {count} Namen auf einmal sind zu viele, um sie ihm zu geben. Öffne weniger Dateien auf einmal oder den Ordner, in dem sie liegen.</translation>
    </message>
    <message>
        <source>The program made a mistake in this work and stopped it. Nothing that was saved is lost. Try it again; if it happens once more, send the report.</source>
        <translation>Das Programm hat bei dieser Arbeit einen Fehler gemacht und sie angehalten. Nichts Gespeichertes ist verloren. Versuche es noch einmal; geschieht es wieder, sende den Bericht.</translation>
    </message>
    <message>
        <source>The proxy {proxy} could not be used. Check its address in the settings, or leave it empty.</source>
        <translation>Der Proxy {proxy} konnte nicht verwendet werden. Prüfe seine Adresse in den Einstellungen, oder lass sie leer.</translation>
    </message>
    <message>
        <source>The same picture stands in several classes: {paths}. Keep it in the one it belongs to.</source>
        <translation>Dasselbe Bild liegt in mehreren Klassen: {paths}. Behalte es in der, in die es gehört.</translation>
    </message>
    <message>
        <source>The same pictures stand in several classes, so too few are left to check: {names}. Remove them from the classes where they do not belong, or add other pictures.</source>
        <translation>Dieselben Bilder liegen in mehreren Klassen, daher bleiben zu wenige zum Prüfen: {names}. Entferne sie aus den Klassen, in die sie nicht gehören, oder füge andere Bilder hinzu.</translation>
    </message>
    <message>
        <source>The sentence &quot;{template}&quot; holds characters that cannot be written. Type another one.</source>
        <translation>Der Satz „{template}“ enthält Zeichen, die sich nicht schreiben lassen. Tippe einen anderen.</translation>
    </message>
    <message>
        <source>The sentence &quot;{template}&quot; needs one place {{}} for a class&apos;s words. Write it like &quot;a photo of a {{}}.&quot;</source>
        <translation>Der Satz „{template}“ braucht eine Stelle {{}} für die Wörter einer Klasse. Schreibe ihn so: „a photo of a {{}}.“</translation>
    </message>
    <message>
        <source>The service is being stopped. Start it again, then ask again.</source>
        <translation>Der Dienst wird angehalten. Starte ihn neu, und frage dann noch einmal.</translation>
    </message>
    <message>
        <source>The service made a mistake of its own over this request. Where it was started, it says more; report that.</source>
        <translation>Der Dienst hat bei dieser Anfrage selbst einen Fehler gemacht. Wo er gestartet wurde, sagt er mehr; melde das.</translation>
    </message>
    <message>
        <source>The service was called by a name that is not its own. Use the address that it showed when it was started.</source>
        <translation>Der Dienst wurde unter einem Namen gerufen, der nicht seiner ist. Verwende die Adresse, die er beim Start gezeigt hat.</translation>
    </message>
    <message>
        <source>The setting &quot;{name}&quot; is for the variant mmrlpp only. Leave it as it is, or choose that variant.</source>
        <translation>Die Einstellung „{name}“ gibt es nur für die Variante mmrlpp. Lass sie, wie sie ist, oder wähle diese Variante.</translation>
    </message>
    <message>
        <source>The setting &quot;{name}&quot; is {value}, but must be one of: {known}.</source>
        <translation>Die Einstellung „{name}“ ist {value}, muss aber eines davon sein: {known}.</translation>
    </message>
    <message>
        <source>The setting &quot;{name}&quot; is {value}, but must lie between {low} and {high}.</source>
        <translation>Die Einstellung „{name}“ ist {value}, muss aber zwischen {low} und {high} liegen.</translation>
    </message>
    <message>
        <source>The setting &quot;{name}&quot; was {value}, which this version does not know. It is {default} now; change it if you like.</source>
        <translation>Die Einstellung „{name}“ war {value}, was diese Version nicht kennt. Sie ist jetzt {default}; ändere sie, wenn du willst.</translation>
    </message>
    <message>
        <source>The system does not allow the camera.</source>
        <translation>Das System erlaubt die Kamera nicht.</translation>
    </message>
    <message>
        <source>The token is missing or wrong. Send the one that was shown when the service was started, as the header Authorization: Bearer TOKEN.</source>
        <translation>Das Token fehlt oder ist falsch. Sende das, das beim Start des Dienstes gezeigt wurde, als Kopfzeile Authorization: Bearer TOKEN.</translation>
    </message>
    <message>
        <source>The words for {name} are now &quot;{words}&quot;. They count from the next training on.</source>
        <translation>Die Wörter für {name} sind jetzt „{words}“. Sie zählen ab dem nächsten Training.</translation>
    </message>
    <message>
        <source>There are no pictures to learn from. Give at least one class with one picture.</source>
        <translation>Es gibt keine Bilder, von denen gelernt werden kann. Mache mindestens eine Klasse mit einem Bild.</translation>
    </message>
    <message>
        <source>There are {count} classes; a trained file holds {limit} at most. Split them over several trained files.</source>
        <translation>Es gibt {count} Klassen; eine trainierte Datei fasst höchstens {limit}. Verteile sie auf mehrere trainierte Dateien.</translation>
    </message>
    <message>
        <source>There is already a class &quot;{name}&quot;.</source>
        <translation>Es gibt schon eine Klasse „{name}“.</translation>
    </message>
    <message>
        <source>There is already a project called &quot;{name}&quot;.</source>
        <translation>Es gibt schon ein Projekt namens „{name}“.</translation>
    </message>
    <message>
        <source>There is already a project called &quot;{old}&quot;, so the imported one is called &quot;{name}&quot;.</source>
        <translation>Es gibt schon ein Projekt namens „{old}“, daher heißt das importierte „{name}“.</translation>
    </message>
    <message>
        <source>There is another project called &quot;{old}&quot; by now, so this one is called &quot;{name}&quot;.</source>
        <translation>Inzwischen gibt es ein anderes Projekt namens „{old}“, daher heißt dieses „{name}“.</translation>
    </message>
    <message>
        <source>There is no backbone &apos;{name}&apos; to download. The nearest names: {nearest}.</source>
        <translation>Es gibt kein Modell &apos;{name}&apos; zum Herunterladen. Die ähnlichsten Namen: {nearest}.</translation>
    </message>
    <message>
        <source>There is no backup {name} any more. Choose another one.</source>
        <translation>Die Sicherung {name} gibt es nicht mehr. Wähle eine andere.</translation>
    </message>
    <message>
        <source>There is no colour &quot;{color}&quot; for classes. Choose one of: {known}.</source>
        <translation>Es gibt für Klassen keine Farbe „{color}“. Wähle eine von: {known}.</translation>
    </message>
    <message>
        <source>There is no folder {path}. If it lies on a disk that is not connected, connect that, then try again.</source>
        <translation>Den Ordner {path} gibt es nicht. Liegt er auf einem Datenträger, der nicht angeschlossen ist, schließe den an, und versuche es noch einmal.</translation>
    </message>
    <message>
        <source>There is no graphics card that can be used.</source>
        <translation>Es gibt keine Grafikkarte, die verwendet werden kann.</translation>
    </message>
    <message>
        <source>There is no model called {config}, and no such file. The nearest names: {nearest}.</source>
        <translation>Es gibt kein Modell namens {config} und keine solche Datei. Die ähnlichsten Namen: {nearest}.</translation>
    </message>
    <message>
        <source>There is no model called {source}, and no such file or folder. Known names: {known}.</source>
        <translation>Es gibt kein Modell namens {source} und keine solche Datei und keinen solchen Ordner. Bekannte Namen: {known}.</translation>
    </message>
    <message>
        <source>There is no picture to answer about. Name pictures, or a folder that holds some.</source>
        <translation>Es gibt kein Bild, zu dem zu antworten wäre. Nenne Bilder oder einen Ordner mit Bildern.</translation>
    </message>
    <message>
        <source>There is no preset &quot;{preset}&quot; for {variant}. These are there: {known}.</source>
        <translation>Es gibt keine Voreinstellung „{preset}“ für {variant}. Diese gibt es: {known}.</translation>
    </message>
    <message>
        <source>There is no setting &quot;{name}&quot;. Did you mean &quot;{nearest}&quot;?</source>
        <translation>Es gibt keine Einstellung „{name}“. Meintest du „{nearest}“?</translation>
    </message>
    <message>
        <source>There is no stopped training ({path}) to go on with, so a new one starts.</source>
        <translation>Es gibt kein angehaltenes Training ({path}), das weitergehen könnte; ein neues beginnt.</translation>
    </message>
    <message>
        <source>There is no trained file to answer. Choose at least one.</source>
        <translation>Es gibt keine trainierte Datei, die antworten kann. Wähle mindestens eine.</translation>
    </message>
    <message>
        <source>There is nothing at this path. The start page of the service lists what there is.</source>
        <translation>Unter diesem Pfad ist nichts. Die Startseite des Dienstes führt auf, was es gibt.</translation>
    </message>
    <message>
        <source>There is only the class &quot;{name}&quot;, so there is nothing to tell apart and nothing to check. Add another class.</source>
        <translation>Es gibt nur die Klasse „{name}“, also ist nichts zu unterscheiden und nichts zu prüfen. Füge eine weitere Klasse hinzu.</translation>
    </message>
    <message>
        <source>There was no answer within {seconds} seconds, so it was given up. Come again when less is asked at once.</source>
        <translation>Nach {seconds} Sekunden war noch keine Antwort da, daher wurde es aufgegeben. Komm wieder, wenn weniger auf einmal gefragt wird.</translation>
    </message>
    <message>
        <source>There was no backup and nothing that could be read, so a new, empty {path} was made.</source>
        <translation>Es gab keine Sicherung und nichts, was zu lesen war; daher wurde eine neue, leere {path} gemacht.</translation>
    </message>
    <message>
        <source>There was no backup, so everything that could be read was put into a new {path}: {projects} projects, {classes} classes, {pictures} pictures and {adapters} trained files. What was done before can no longer be undone. Look through your projects.</source>
        <translation>Es gab keine Sicherung, daher wurde alles, was zu lesen war, in eine neue {path} übernommen: {projects} Projekte, {classes} Klassen, {pictures} Bilder und {adapters} trainierte Dateien. Was vorher getan wurde, lässt sich nicht mehr zurücknehmen. Sieh deine Projekte durch.</translation>
    </message>
    <message>
        <source>These answers are no longer there. Choose a folder again.</source>
        <translation>Diese Antworten gibt es nicht mehr. Wähle noch einmal einen Ordner.</translation>
    </message>
    <message>
        <source>These classes cannot be merged into &quot;{name}&quot;. Choose other classes of the same project.</source>
        <translation>Diese Klassen lassen sich nicht mit „{name}“ zusammenlegen. Wähle andere Klassen desselben Projekts.</translation>
    </message>
    <message>
        <source>These copies are no longer known. Look into the folder that they were made in.</source>
        <translation>Diese Kopien sind nicht mehr bekannt. Sieh in den Ordner, in dem sie gemacht wurden.</translation>
    </message>
    <message>
        <source>These pictures are not in the project any more. Choose others.</source>
        <translation>Diese Bilder sind nicht mehr im Projekt. Wähle andere.</translation>
    </message>
    <message>
        <source>This class is no longer there. Choose one from the list.</source>
        <translation>Diese Klasse gibt es nicht mehr. Wähle eine aus der Liste.</translation>
    </message>
    <message>
        <source>This computer has too little memory for that. Close other programs, choose a smaller model, or compute on the processor (see the settings).</source>
        <translation>Dieser Computer hat dafür zu wenig Speicher. Schließe andere Programme, wähle ein kleineres Modell, oder rechne auf dem Prozessor (siehe Einstellungen).</translation>
    </message>
    <message>
        <source>This computer has too little memory for that. It went on with smaller steps, which takes longer.</source>
        <translation>Dieser Computer hat dafür zu wenig Speicher. Es ging mit kleineren Schritten weiter, was länger dauert.</translation>
    </message>
    <message>
        <source>This file got no answer ({reason}). Choose the folder again to try once more.</source>
        <translation>Diese Datei bekam keine Antwort ({reason}). Wähle den Ordner noch einmal, um es neu zu versuchen.</translation>
    </message>
    <message>
        <source>This is no request that can be read. The start page of the service says how to ask.</source>
        <translation>Das ist keine Anfrage, die gelesen werden kann. Die Startseite des Dienstes sagt, wie man fragt.</translation>
    </message>
    <message>
        <source>This is the model {name}, which was made with {known}, but its description says {config}. Choose the description with {known}.</source>
        <translation>Das ist das Modell {name}, das mit {known} gemacht wurde, aber seine Beschreibung sagt {config}. Wähle die Beschreibung mit {known}.</translation>
    </message>
    <message>
        <source>This model cannot be used here: {reasons}. Choose a CLIP model with a plain ViT for pictures and CLIP&apos;s own part for words.</source>
        <translation>Dieses Modell kann hier nicht verwendet werden: {reasons}. Wähle ein CLIP-Modell mit einem einfachen ViT für Bilder und CLIPs eigenem Teil für Wörter.</translation>
    </message>
    <message>
        <source>This model has {count} parts that its description does not know: {names}. Choose the description that belongs to it.</source>
        <translation>Dieses Modell hat {count} Teile, die seine Beschreibung nicht kennt: {names}. Wähle die Beschreibung, die zu ihm gehört.</translation>
    </message>
    <message>
        <source>This model knows {size} pieces of words, which are not CLIP&apos;s own, so words cannot be read. Choose another one.</source>
        <translation>Dieses Modell kennt {size} Wortteile, und das sind nicht die von CLIP; daher kann es keine Wörter lesen. Wähle ein anderes.</translation>
    </message>
    <message>
        <source>This model lacks {count} parts that its description asks for: {names}. Choose the description that belongs to it.</source>
        <translation>Diesem Modell fehlen {count} Teile, die seine Beschreibung verlangt: {names}. Wähle die Beschreibung, die zu ihm gehört.</translation>
    </message>
    <message>
        <source>This name has {count} letters; {limit} at most. Type a shorter one.</source>
        <translation>Dieser Name hat {count} Buchstaben; höchstens {limit} gehen. Tippe einen kürzeren.</translation>
    </message>
    <message>
        <source>This path is asked in another way. The start page of the service says how.</source>
        <translation>Dieser Pfad wird anders gefragt. Die Startseite des Dienstes sagt, wie.</translation>
    </message>
    <message>
        <source>This picture&apos;s file has more than {limit} MB, the limit here. Save it smaller.</source>
        <translation>Die Datei dieses Bildes hat mehr als {limit} MB, die Grenze hier. Speichere es kleiner.</translation>
    </message>
    <message>
        <source>This project has no such trained file. Choose one from its list.</source>
        <translation>Dieses Projekt hat keine solche trainierte Datei. Wähle eine aus seiner Liste.</translation>
    </message>
    <message>
        <source>This project has {count} pictures and trained files, and an archive holds {limit}. Move some of them to a project of their own first.</source>
        <translation>Dieses Projekt hat {count} Bilder und trainierte Dateien, und ein Archiv fasst {limit}. Verschiebe erst einige davon in ein eigenes Projekt.</translation>
    </message>
    <message>
        <source>This project is no longer there. Choose one from the list of projects.</source>
        <translation>Dieses Projekt gibt es nicht mehr. Wähle eines aus der Liste der Projekte.</translation>
    </message>
    <message>
        <source>This project takes {megabytes} MB in an archive, and {limit} MB are possible. Move some of its pictures to a project of their own first.</source>
        <translation>Dieses Projekt braucht in einem Archiv {megabytes} MB, und {limit} MB sind möglich. Verschiebe erst einige seiner Bilder in ein eigenes Projekt.</translation>
    </message>
    <message>
        <source>This project uses the model {name}, which is not here. Choose a model for it before you ask or train.</source>
        <translation>Dieses Projekt verwendet das Modell {name}, das nicht hier ist. Wähle ein Modell dafür, bevor du fragst oder trainierst.</translation>
    </message>
    <message>
        <source>This request came from a web page of somebody else&apos;s, and such are not answered. Ask from a program, or from the service&apos;s own page.</source>
        <translation>Diese Anfrage kam von einer fremden Webseite, und solche werden nicht beantwortet. Frage aus einem Programm oder von der eigenen Seite des Dienstes.</translation>
    </message>
    <message>
        <source>This run is no longer there. Choose one from the list.</source>
        <translation>Diesen Durchgang gibt es nicht mehr. Wähle einen aus der Liste.</translation>
    </message>
    <message>
        <source>This sentence has {count} letters; {limit} at most. Type a shorter one.</source>
        <translation>Dieser Satz hat {count} Buchstaben; höchstens {limit} gehen. Tippe einen kürzeren.</translation>
    </message>
    <message>
        <source>This system does not tell of changes in {path}, so it is looked through every few seconds.</source>
        <translation>Dieses System meldet keine Änderungen in {path}, daher wird der Ordner alle paar Sekunden durchgesehen.</translation>
    </message>
    <message>
        <source>This trained file answers by &quot;{answers}&quot;, which this version cannot do. Use a newer version.</source>
        <translation>Diese trainierte Datei antwortet mit „{answers}“, und das kann diese Version nicht. Nimm eine neuere Version.</translation>
    </message>
    <message>
        <source>This trained file does not fit the model {backbone} that it names: {differs}. Ask its maker for a sound one.</source>
        <translation>Diese trainierte Datei passt nicht zu dem Modell {backbone}, das sie nennt: {differs}. Lass dir von dem, der sie gemacht hat, eine heile geben.</translation>
    </message>
    <message>
        <source>This was taken back already, or is too long ago. Ctrl+Z takes back what was done last.</source>
        <translation>Das wurde schon zurückgenommen oder ist zu lange her. Strg+Z nimmt das Letzte zurück.</translation>
    </message>
    <message>
        <source>Too many pictures are asked about at once. Come again in a moment.</source>
        <translation>Es wird nach zu vielen Bildern auf einmal gefragt. Komm gleich wieder.</translation>
    </message>
    <message>
        <source>Two classes have the same name or the same words: {names}. Rename one, or put their pictures together.</source>
        <translation>Zwei Klassen haben denselben Namen oder dieselben Wörter: {names}. Benenne eine um, oder lege ihre Bilder zusammen.</translation>
    </message>
    <message>
        <source>What the answers for {path} were learned with is gone, so the other pictures cannot be answered in the same way. Choose the folder again for new answers.</source>
        <translation>Womit die Antworten für {path} gelernt wurden, gibt es nicht mehr; daher können die anderen Bilder nicht auf dieselbe Weise beantwortet werden. Wähle den Ordner noch einmal für neue Antworten.</translation>
    </message>
    <message>
        <source>What was found is kept as {aside}. Delete it once nothing is missed.</source>
        <translation>Was gefunden wurde, ist als {aside} aufbewahrt. Lösche es, sobald nichts vermisst wird.</translation>
    </message>
    <message>
        <source>What was saved belongs to another run ({differs} differ). Start again, or go on with the same pictures and settings.</source>
        <translation>Was gesichert war, gehört zu einem anderen Durchgang (es unterscheiden sich: {differs}). Beginne neu, oder mach mit denselben Bildern und Einstellungen weiter.</translation>
    </message>
    <message>
        <source>What was saved of the run cannot be read ({reason}), so learning cannot go on from it. Start again.</source>
        <translation>Was vom Durchgang gesichert war, lässt sich nicht lesen ({reason}), also kann das Lernen dort nicht weitergehen. Beginne neu.</translation>
    </message>
    <message>
        <source>What was saved of the run is damaged, so learning cannot go on from it. Start again.</source>
        <translation>Was vom Durchgang gesichert war, ist beschädigt, also kann das Lernen dort nicht weitergehen. Beginne neu.</translation>
    </message>
    <message>
        <source>Words were given for &quot;{name}&quot;, but no picture has this class. Did you mean &quot;{nearest}&quot;?</source>
        <translation>Für „{name}“ wurden Wörter angegeben, aber kein Bild hat diese Klasse. Meintest du „{nearest}“?</translation>
    </message>
    <message>
        <source>Words were given twice for &apos;{name}&apos;. Give them once.</source>
        <translation>Für &apos;{name}&apos; wurden zweimal Wörter angegeben. Gib sie einmal an.</translation>
    </message>
    <message>
        <source>{adapter} cannot be used: {reason}</source>
        <translation>{adapter} kann nicht verwendet werden: {reason}</translation>
    </message>
    <message>
        <source>{address} cannot be downloaded from: only addresses that begin with https:// are asked. Write it like https://example.org.</source>
        <translation>Von {address} kann nicht heruntergeladen werden: Nur Adressen, die mit https:// beginnen, werden gefragt. Schreibe sie wie https://example.org.</translation>
    </message>
    <message>
        <source>{count} names are too many for one request; the limit is {limit}. Leave some out.</source>
        <translation>{count} Namen sind zu viele für eine Anfrage; die Grenze ist {limit}. Lass einige weg.</translation>
    </message>
    <message>
        <source>{count} parts of this model have another size than its description says: {names}. Choose the description that belongs to it.</source>
        <translation>{count} Teile dieses Modells haben eine andere Größe, als seine Beschreibung sagt: {names}. Wähle die Beschreibung, die zu ihm gehört.</translation>
    </message>
    <message>
        <source>{count} parts of this model hold values that are not numbers: {names}. Copy or download it again.</source>
        <translation>{count} Teile dieses Modells enthalten Werte, die keine Zahlen sind: {names}. Kopiere oder lade es noch einmal.</translation>
    </message>
    <message>
        <source>{file}: &quot;{entry}&quot; in the description of this trained file cannot be read ({reason}). Ask its maker for a sound one.</source>
        <translation>{file}: „{entry}“ in der Beschreibung dieser trainierten Datei kann nicht gelesen werden ({reason}). Lass dir von dem, der sie gemacht hat, eine heile geben.</translation>
    </message>
    <message>
        <source>{file}: damaged, its contents do not match its seal. Copy it again from where it came.</source>
        <translation>{file}: Beschädigt, ihr Inhalt passt nicht zu ihrem Siegel. Kopiere sie noch einmal von dort, woher sie kam.</translation>
    </message>
    <message>
        <source>{file}: damaged, its description does not match its seal. Copy it again from where it came.</source>
        <translation>{file}: Beschädigt, ihre Beschreibung passt nicht zu ihrem Siegel. Kopiere sie noch einmal von dort, woher sie kam.</translation>
    </message>
    <message>
        <source>{file}: in the description of this trained file, {field} is {found}; what belongs there is {allowed}. Ask its maker for a sound one.</source>
        <translation>{file}: In der Beschreibung dieser trainierten Datei ist {field} {found}; dorthin gehört {allowed}. Lass dir von dem, der sie gemacht hat, eine heile geben.</translation>
    </message>
    <message>
        <source>{file}: in the description of this trained file, {where} has what format 1 does not know: {fields}. Ask its maker for a sound one, or update the program.</source>
        <translation>{file}: In der Beschreibung dieser trainierten Datei steht bei {where}, was Format 1 nicht kennt: {fields}. Lass dir von dem, der sie gemacht hat, eine heile geben, oder aktualisiere das Programm.</translation>
    </message>
    <message>
        <source>{file}: in the description of this trained file, {where} lacks {fields}. Ask its maker for a sound one.</source>
        <translation>{file}: In der Beschreibung dieser trainierten Datei fehlt bei {where}: {fields}. Lass dir von dem, der sie gemacht hat, eine heile geben.</translation>
    </message>
    <message>
        <source>{file}: made by a newer version ({found}; this one reads up to {known}). Update the program to open it.</source>
        <translation>{file}: Von einer neueren Version gemacht ({found}; diese liest bis {known}). Aktualisiere das Programm, um sie zu öffnen.</translation>
    </message>
    <message>
        <source>{file}: not a trained file. Choose a file that ends in .mmrl.safetensors.</source>
        <translation>{file}: Keine trainierte Datei. Wähle eine Datei, die auf .mmrl.safetensors endet.</translation>
    </message>
    <message>
        <source>{file}: parts of this trained file have a wrong size: {tensors}. Ask its maker for a sound one.</source>
        <translation>{file}: Teile dieser trainierten Datei haben eine falsche Größe: {tensors}. Lass dir von dem, der sie gemacht hat, eine heile geben.</translation>
    </message>
    <message>
        <source>{file}: the description in front of this file is damaged ({reason}). Copy it again from where it came.</source>
        <translation>{file}: Die Beschreibung am Anfang dieser Datei ist beschädigt ({reason}). Kopiere sie noch einmal von dort, woher sie kam.</translation>
    </message>
    <message>
        <source>{file}: the description in front of this file takes {kilobytes} KB, more than the limit of {limit} KB. Choose a trained file: its name ends in .mmrl.safetensors.</source>
        <translation>{file}: Die Beschreibung am Anfang dieser Datei hat {kilobytes} KB, mehr als die Grenze von {limit} KB. Wähle eine trainierte Datei: Ihr Name endet auf .mmrl.safetensors.</translation>
    </message>
    <message>
        <source>{file}: the description in this trained file is not as format 1 has it (missing: {missing}; not known: {unknown}). Ask its maker for a sound one.</source>
        <translation>{file}: Die Beschreibung in dieser trainierten Datei ist nicht so, wie Format 1 es verlangt (fehlt: {missing}; nicht bekannt: {unknown}). Lass dir von dem, der sie gemacht hat, eine heile geben.</translation>
    </message>
    <message>
        <source>{file}: the name &quot;{name}&quot; stands twice in front of this file. Do not use it; ask its maker for a sound one.</source>
        <translation>{file}: Der Name „{name}“ steht am Anfang dieser Datei zweimal. Verwende sie nicht; lass dir von dem, der sie gemacht hat, eine heile geben.</translation>
    </message>
    <message>
        <source>{file}: the numbers in this trained file must be of the kind float32, and these are not: {tensors}. Ask its maker to save it again.</source>
        <translation>{file}: Die Zahlen in dieser trainierten Datei müssen von der Art float32 sein, und diese sind es nicht: {tensors}. Lass sie von dem, der sie gemacht hat, noch einmal speichern.</translation>
    </message>
    <message>
        <source>{file}: the parts of this file overlap or leave gaps. Do not use it; ask its maker for a sound one.</source>
        <translation>{file}: Die Teile dieser Datei überlappen sich oder lassen Lücken. Verwende sie nicht; lass dir von dem, der sie gemacht hat, eine heile geben.</translation>
    </message>
    <message>
        <source>{file}: the parts of this trained file do not lie in the order of their names. Ask its maker for a sound one.</source>
        <translation>{file}: Die Teile dieser trainierten Datei liegen nicht in der Reihenfolge ihrer Namen. Lass dir von dem, der sie gemacht hat, eine heile geben.</translation>
    </message>
    <message>
        <source>{file}: there is no such file. Check the name and the folder.</source>
        <translation>{file}: Diese Datei gibt es nicht. Prüfe den Namen und den Ordner.</translation>
    </message>
    <message>
        <source>{file}: this file breaks off after {found} of at least {expected} bytes. Copy it again from where it came.</source>
        <translation>{file}: Diese Datei bricht nach {found} von mindestens {expected} Bytes ab. Kopiere sie noch einmal von dort, woher sie kam.</translation>
    </message>
    <message>
        <source>{file}: this file could not be read ({reason}). Check the disk, or copy the file elsewhere.</source>
        <translation>{file}: Diese Datei konnte nicht gelesen werden ({reason}). Prüfe den Datenträger, oder kopiere die Datei woandershin.</translation>
    </message>
    <message>
        <source>{file}: this file has {found} bytes where {expected} belong; something was added to it. Copy it again from where it came.</source>
        <translation>{file}: Diese Datei hat {found} Bytes, wo {expected} hingehören; es wurde etwas angehängt. Kopiere sie noch einmal von dort, woher sie kam.</translation>
    </message>
    <message>
        <source>{file}: this file may not be read. Ask its owner for permission, or copy it elsewhere.</source>
        <translation>{file}: Diese Datei darf nicht gelesen werden. Hole die Erlaubnis ihres Besitzers ein, oder kopiere sie woandershin.</translation>
    </message>
    <message>
        <source>{file}: this is not an ordinary file. Choose a trained file: its name ends in .mmrl.safetensors.</source>
        <translation>{file}: Das ist keine gewöhnliche Datei. Wähle eine trainierte Datei: Ihr Name endet auf .mmrl.safetensors.</translation>
    </message>
    <message>
        <source>{file}: this kind of file can run programs, so it was not opened. Ask its maker for a .mmrl.safetensors file.</source>
        <translation>{file}: Dateien dieser Art können Programme ausführen, daher wurde sie nicht geöffnet. Lass dir von dem, der sie gemacht hat, eine .mmrl.safetensors-Datei geben.</translation>
    </message>
    <message>
        <source>{file}: this trained file holds numbers that are infinite or no numbers at all: {names}. Train it again with a smaller strength.</source>
        <translation>{file}: Diese trainierte Datei enthält Zahlen, die unendlich oder gar keine Zahlen sind: {names}. Trainiere sie noch einmal mit einer kleineren Stärke.</translation>
    </message>
    <message>
        <source>{file}: this trained file holds parts that its kind does not have: {names}. Ask its maker for a sound one.</source>
        <translation>{file}: Diese trainierte Datei enthält Teile, die ihre Art nicht hat: {names}. Lass dir von dem, der sie gemacht hat, eine heile geben.</translation>
    </message>
    <message>
        <source>{file}: this trained file is of the kind &quot;{variant}&quot;, which is not known (known: {known}). Update the program, or ask the trained file&apos;s maker for another kind.</source>
        <translation>{file}: Diese trainierte Datei ist von der Art „{variant}“, die nicht bekannt ist (bekannt: {known}). Aktualisiere das Programm, oder lass dir von dem, der sie gemacht hat, eine andere Art geben.</translation>
    </message>
    <message>
        <source>{file}: this trained file is of the kind &quot;{variant}&quot;, which this version of the program cannot use yet (it uses {known}). Update the program, or train a new one.</source>
        <translation>{file}: Diese trainierte Datei ist von der Art „{variant}“, die diese Version des Programms noch nicht verwenden kann (sie verwendet {known}). Aktualisiere das Programm, oder trainiere eine neue.</translation>
    </message>
    <message>
        <source>{file}: this trained file lacks parts that its kind needs: {names}. Ask its maker for a sound one.</source>
        <translation>{file}: Dieser trainierten Datei fehlen Teile, die ihre Art braucht: {names}. Lass dir von dem, der sie gemacht hat, eine heile geben.</translation>
    </message>
    <message>
        <source>{file}: with {megabytes} MB this is larger than a trained file can be ({limit} MB). Choose a trained file: its name ends in .mmrl.safetensors.</source>
        <translation>{file}: Mit {megabytes} MB ist sie größer, als eine trainierte Datei sein kann ({limit} MB). Wähle eine trainierte Datei: Ihr Name endet auf .mmrl.safetensors.</translation>
    </message>
    <message>
        <source>{folder} holds no model that can be used. One of these files is needed: {names}.</source>
        <translation>{folder} enthält kein Modell, das verwendet werden kann. Eine dieser Dateien wird gebraucht: {names}.</translation>
    </message>
    <message>
        <source>{folder} holds no trained file. Choose the trained file itself, or a folder that was exported.</source>
        <translation>{folder} enthält keine trainierte Datei. Wähle die trainierte Datei selbst oder einen exportierten Ordner.</translation>
    </message>
    <message>
        <source>{folder} holds several trained files: {names}. Choose one of them.</source>
        <translation>{folder} enthält mehrere trainierte Dateien: {names}. Wähle eine davon.</translation>
    </message>
    <message>
        <source>{folder} is not empty, and nothing in it was touched. Choose a new or an empty folder.</source>
        <translation>{folder} ist nicht leer, und nichts darin wurde angerührt. Wähle einen neuen oder einen leeren Ordner.</translation>
    </message>
    <message>
        <source>{folder}: the program keeps its data in this folder, but cannot use it ({reason}). Check its disk and its permissions, or choose another folder with --data-dir.</source>
        <translation>{folder}: In diesem Ordner hält das Programm seine Daten, kann ihn aber nicht verwenden ({reason}). Prüfe seinen Datenträger und seine Rechte, oder wähle mit --data-dir einen anderen Ordner.</translation>
    </message>
    <message>
        <source>{found} of {lost} missing pictures were found below {path}. Choose another folder for those that are still missing.</source>
        <translation>{found} von {lost} fehlenden Bildern wurden unter {path} gefunden. Wähle für die noch fehlenden einen anderen Ordner.</translation>
    </message>
    <message>
        <source>{host} could be reached, but gave no sound answer. Try again later, or choose a file instead.</source>
        <translation>{host} war zu erreichen, gab aber keine brauchbare Antwort. Versuche es später noch einmal, oder wähle stattdessen eine Datei.</translation>
    </message>
    <message>
        <source>{host} could not prove that it is {host}. Check this computer&apos;s clock, and whether this network looks into connections.</source>
        <translation>{host} konnte nicht beweisen, dass es {host} ist. Prüfe die Uhr dieses Computers und ob dieses Netzwerk in Verbindungen hineinsieht.</translation>
    </message>
    <message>
        <source>{host} does not give the file (answer {status}). Try again later, or choose a file instead.</source>
        <translation>{host} gibt die Datei nicht her (Antwort {status}). Versuche es später noch einmal, oder wähle stattdessen eine Datei.</translation>
    </message>
    <message>
        <source>{host} sent something else instead of the file. If this network asks for a sign-in, sign in first, then try again.</source>
        <translation>{host} sandte etwas anderes statt der Datei. Verlangt dieses Netzwerk eine Anmeldung, melde dich erst an, und versuche es noch einmal.</translation>
    </message>
    <message>
        <source>{host} sent the download on to an address that is not safe, so it was not followed. Choose a file instead.</source>
        <translation>{host} verwies zum Herunterladen an eine Adresse, die nicht sicher ist; dorthin ging das Programm nicht. Wähle stattdessen eine Datei.</translation>
    </message>
    <message>
        <source>{names} merged into {name}.</source>
        <translation>{names} in {name} zusammengelegt.</translation>
    </message>
    <message>
        <source>{name} came with the program; there is nothing to get or to remove. These can be downloaded: {known}.</source>
        <translation>{name} kam mit dem Programm; es gibt nichts zu holen oder zu entfernen. Diese lassen sich herunterladen: {known}.</translation>
    </message>
    <message>
        <source>{name} has another colour.</source>
        <translation>{name} hat eine andere Farbe.</translation>
    </message>
    <message>
        <source>{name} is being downloaded already. Wait for that, or stop it first.</source>
        <translation>{name} wird schon heruntergeladen. Warte darauf, oder halte es erst an.</translation>
    </message>
    <message>
        <source>{name} is no model that can be downloaded. These can: {known}.</source>
        <translation>{name} ist kein Modell, das sich herunterladen lässt. Diese gehen: {known}.</translation>
    </message>
    <message>
        <source>{name} is there and works.</source>
        <translation>{name} ist da und funktioniert.</translation>
    </message>
    <message>
        <source>{name} is there, but a small computation on it failed. Install a newer driver for it; until then the processor does the work.</source>
        <translation>{name} ist da, aber eine kleine Rechnung darauf scheiterte. Installiere einen neueren Treiber dafür; bis dahin rechnet der Prozessor.</translation>
    </message>
    <message>
        <source>{name} is too old for the torch that is installed. Install a build of torch that still serves it (pytorch.org lists them under Get Started); until then the processor does the work.</source>
        <translation>{name} ist zu alt für das installierte torch. Installiere ein torch, das damit noch geht (auf pytorch.org unter Get Started aufgeführt); bis dahin rechnet der Prozessor.</translation>
    </message>
    <message>
        <source>{name} needs {needed} MB of room, and {free} MB are free on the disk of {drive}. Make room there, then try again.</source>
        <translation>{name} braucht {needed} MB Platz, und auf dem Datenträger von {drive} sind {free} MB frei. Schaffe dort Platz, und versuche es noch einmal.</translation>
    </message>
    <message>
        <source>{name}: {value} is no address that can be used. Write it like {example}.</source>
        <translation>{name}: {value} ist keine Adresse, die verwendet werden kann. Schreibe sie wie {example}.</translation>
    </message>
    <message>
        <source>{old} is now called {name}.</source>
        <translation>{old} heißt jetzt {name}.</translation>
    </message>
    <message>
        <source>{old} is now called {name}. Nothing needs to be learned again.</source>
        <translation>{old} heißt jetzt {name}. Es muss nichts neu gelernt werden.</translation>
    </message>
    <message>
        <source>{option} is for a folder of pictures, not for an adapter. Leave it out.</source>
        <translation>{option} ist für einen Ordner mit Bildern, nicht für eine trainierte Datei. Lass es weg.</translation>
    </message>
    <message>
        <source>{path} asks for {name}, which could run a program, so nothing in it was used. Ask its maker for a .safetensors file.</source>
        <translation>{path} verlangt {name}, was ein Programm ausführen könnte; daher wurde nichts daraus verwendet. Lass dir von dem, der sie gemacht hat, eine .safetensors-Datei geben.</translation>
    </message>
    <message>
        <source>{path} cannot be opened ({reason}). Check that its folder is there and may be written.</source>
        <translation>{path} lässt sich nicht öffnen ({reason}). Prüfe, ob der Ordner da ist und beschrieben werden darf.</translation>
    </message>
    <message>
        <source>{path} cannot be read ({reason}). Check its name, its permissions and the disk.</source>
        <translation>{path} kann nicht gelesen werden ({reason}). Prüfe den Namen, die Rechte und den Datenträger.</translation>
    </message>
    <message>
        <source>{path} could not be deleted ({reason}). Delete it by hand.</source>
        <translation>{path} ließ sich nicht löschen ({reason}). Lösche es von Hand.</translation>
    </message>
    <message>
        <source>{path} could not be made ({reason}). Choose another folder, or copy this picture by hand.</source>
        <translation>{path} konnte nicht gemacht werden ({reason}). Wähle einen anderen Ordner, oder kopiere dieses Bild von Hand.</translation>
    </message>
    <message>
        <source>{path} does not fit the model {backbone}: {differs}. Choose the model that it was made with.</source>
        <translation>{path} passt nicht zum Modell {backbone}: {differs}. Wähle das Modell, mit dem die Datei gemacht wurde.</translation>
    </message>
    <message>
        <source>{path} does not hold the model that it was made with, so it could not be compared with {backbone}. Make sure that it is the same.</source>
        <translation>{path} enthält das Modell nicht, mit dem die Datei gemacht wurde, daher ließ es sich nicht mit {backbone} vergleichen. Vergewissere dich, dass es dasselbe ist.</translation>
    </message>
    <message>
        <source>{path} does not say how often the trained file was right. Take what &apos;mmrl check&apos; prints with --json.</source>
        <translation>{path} sagt nicht, wie oft die trainierte Datei richtig lag. Nimm, was &apos;mmrl check&apos; mit --json ausgibt.</translation>
    </message>
    <message>
        <source>{path} held {count} entries that belonged to nothing any more. They were removed or set free; the backup {backup} was made before.</source>
        <translation>{path} enthielt {count} Einträge, die zu nichts mehr gehörten. Sie wurden entfernt oder freigegeben; vorher wurde die Sicherung {backup} gemacht.</translation>
    </message>
    <message>
        <source>{path} holds no CLIP model. Choose the model&apos;s own file.</source>
        <translation>{path} enthält kein CLIP-Modell. Wähle die Datei des Modells selbst.</translation>
    </message>
    <message>
        <source>{path} holds no folders with pictures. Make one folder per class in it, named by what its pictures show.</source>
        <translation>{path} enthält keine Ordner mit Bildern. Lege darin für jede Klasse einen Ordner an, benannt nach dem, was seine Bilder zeigen.</translation>
    </message>
    <message>
        <source>{path} holds no picture, so this class was left out. Put pictures into the folder, or remove it.</source>
        <translation>{path} enthält kein Bild, daher wurde diese Klasse ausgelassen. Lege Bilder in den Ordner, oder entferne ihn.</translation>
    </message>
    <message>
        <source>{path} holds no token that can be used. It needs one line of at least {fewest} letters, digits or signs without blanks; or name a file that is not there yet.</source>
        <translation>{path} enthält kein Token, das verwendet werden kann. Es braucht eine Zeile aus mindestens {fewest} Buchstaben, Ziffern oder Zeichen ohne Leerzeichen; oder nenne eine Datei, die es noch nicht gibt.</translation>
    </message>
    <message>
        <source>{path} holds pictures, but no folders with pictures. Make one folder per class in it, named by what its pictures show, and move them there.</source>
        <translation>{path} enthält Bilder, aber keine Ordner mit Bildern. Lege darin für jede Klasse einen Ordner an, benannt nach dem, was seine Bilder zeigen, und verschiebe sie dorthin.</translation>
    </message>
    <message>
        <source>{path} holds values that are no numbers: {names}. Choose another file.</source>
        <translation>{path} enthält Werte, die keine Zahlen sind: {names}. Wähle eine andere Datei.</translation>
    </message>
    <message>
        <source>{path} holds {folder}, where the pictures are. Choose a folder elsewhere, so that copies and originals stay apart.</source>
        <translation>{path} enthält {folder}, wo die Bilder sind. Wähle einen Ordner woanders, damit Kopien und Originale getrennt bleiben.</translation>
    </message>
    <message>
        <source>{path} is a CLIP model as {layout} writes them. Choose it as the model to build on, with its description.</source>
        <translation>{path} ist ein CLIP-Modell, wie {layout} sie schreibt. Wähle es als Modell, auf dem aufgebaut wird, mit seiner Beschreibung.</translation>
    </message>
    <message>
        <source>{path} is a CLIP model of OpenAI. Choose it as the model to build on.</source>
        <translation>{path} ist ein CLIP-Modell von OpenAI. Wähle es als Modell, auf dem aufgebaut wird.</translation>
    </message>
    <message>
        <source>{path} is a folder. Give -o the name of a file.</source>
        <translation>{path} ist ein Ordner. Gib bei -o den Namen einer Datei an.</translation>
    </message>
    <message>
        <source>{path} is a trained MMRL of its authors, not a model to build on. The command mmrl import-released makes a trained file of it.</source>
        <translation>{path} ist ein trainiertes MMRL seiner Autoren, kein Modell, auf dem aufgebaut wird. Der Befehl mmrl import-released macht daraus eine trainierte Datei.</translation>
    </message>
    <message>
        <source>{path} is back.</source>
        <translation>{path} ist wieder da.</translation>
    </message>
    <message>
        <source>{path} is damaged ({reason}). Start the program again: it then checks the file, and repairs it or puts the newest backup in its place.</source>
        <translation>{path} ist beschädigt ({reason}). Starte das Programm noch einmal: Dann prüft es die Datei und repariert sie, oder es setzt die neueste Sicherung an ihre Stelle.</translation>
    </message>
    <message>
        <source>{path} is damaged or of a rare kind ({reason}). Copy or download it again.</source>
        <translation>{path} ist beschädigt oder von seltener Art ({reason}). Kopiere oder lade es noch einmal.</translation>
    </message>
    <message>
        <source>{path} is divided into {parts}. Learn from {train} alone, and keep the others to see how good the answers are.</source>
        <translation>{path} ist in {parts} geteilt. Lerne nur von {train}, und behalte die anderen, um zu sehen, wie gut die Antworten sind.</translation>
    </message>
    <message>
        <source>{path} is in use by another program. Wait until that has ended, then try again.</source>
        <translation>{path} wird von einem anderen Programm verwendet. Warte, bis es beendet ist, und versuche es noch einmal.</translation>
    </message>
    <message>
        <source>{path} is missing. It belongs beside the model&apos;s file: copy the whole folder again.</source>
        <translation>{path} fehlt. Die Datei gehört neben die des Modells: Kopiere den ganzen Ordner noch einmal.</translation>
    </message>
    <message>
        <source>{path} is neither a CLIP model nor a trained file. There is no use for it here.</source>
        <translation>{path} ist weder ein CLIP-Modell noch eine trainierte Datei. Hier gibt es dafür keine Verwendung.</translation>
    </message>
    <message>
        <source>{path} is no MMRL of its authors. Choose a file like model.pth.tar-50.</source>
        <translation>{path} ist kein MMRL seiner Autoren. Wähle eine Datei wie model.pth.tar-50.</translation>
    </message>
    <message>
        <source>{path} is no longer needed, but could not be deleted ({reason}). Delete it by hand.</source>
        <translation>{path} wird nicht mehr gebraucht, ließ sich aber nicht löschen ({reason}). Lösche es von Hand.</translation>
    </message>
    <message>
        <source>{path} is no longer what was downloaded as {name}. Remove the model {name}, then download it again.</source>
        <translation>{path} ist nicht mehr, was als {name} heruntergeladen wurde. Entferne das Modell {name}, und lade es dann noch einmal herunter.</translation>
    </message>
    <message>
        <source>{path} is not a folder. Choose a folder for the copies.</source>
        <translation>{path} ist kein Ordner. Wähle einen Ordner für die Kopien.</translation>
    </message>
    <message>
        <source>{path} is not a model that can be read here. Choose the model&apos;s own file.</source>
        <translation>{path} ist kein Modell, das hier gelesen werden kann. Wähle die Datei des Modells selbst.</translation>
    </message>
    <message>
        <source>{path} is not a whole .safetensors file. Copy or download it again.</source>
        <translation>{path} ist keine ganze .safetensors-Datei. Kopiere oder lade sie noch einmal.</translation>
    </message>
    <message>
        <source>{path} is not there for now, perhaps unplugged. Watching goes on when it is back.</source>
        <translation>{path} ist gerade nicht da, vielleicht abgezogen. Das Beobachten geht weiter, wenn der Ordner wieder da ist.</translation>
    </message>
    <message>
        <source>{path} is of MMRL++, and its beta is not in the file. Say it with --beta.</source>
        <translation>{path} ist von MMRL++, und das beta dazu steht nicht in der Datei. Gib es mit --beta an.</translation>
    </message>
    <message>
        <source>{path} is of MMRL, which has no beta. Leave --beta out.</source>
        <translation>{path} ist von MMRL, und das hat kein beta. Lass --beta weg.</translation>
    </message>
    <message>
        <source>{path} is something else already, so it was left as it is. Choose another folder to copy this picture too.</source>
        <translation>{path} ist schon etwas anderes und wurde so gelassen. Wähle einen anderen Ordner, um auch dieses Bild zu kopieren.</translation>
    </message>
    <message>
        <source>{path} is the folder of a CLIP model. Choose it as the model to build on.</source>
        <translation>{path} ist der Ordner eines CLIP-Modells. Wähle ihn als Modell, auf dem aufgebaut wird.</translation>
    </message>
    <message>
        <source>{path} is the folder of a model. If it is a CLIP model, choose it as the model to build on.</source>
        <translation>{path} ist der Ordner eines Modells. Ist es ein CLIP-Modell, wähle ihn als Modell, auf dem aufgebaut wird.</translation>
    </message>
    <message>
        <source>{path} is the name of a picture. Choose a name that ends in .csv, so that no picture is replaced.</source>
        <translation>{path} ist der Name eines Bildes. Wähle einen Namen, der auf .csv endet, damit kein Bild ersetzt wird.</translation>
    </message>
    <message>
        <source>{path} is the same picture already. There is nothing to do.</source>
        <translation>{path} ist schon dasselbe Bild. Es ist nichts zu tun.</translation>
    </message>
    <message>
        <source>{path} is there already. Choose another name with -o, or add --force to replace it.</source>
        <translation>{path} gibt es schon. Wähle mit -o einen anderen Namen, oder ersetze es mit --force.</translation>
    </message>
    <message>
        <source>{path} is there already. Choose another name.</source>
        <translation>{path} gibt es schon. Wähle einen anderen Namen.</translation>
    </message>
    <message>
        <source>{path} is watched already.</source>
        <translation>{path} wird schon beobachtet.</translation>
    </message>
    <message>
        <source>{path} is where this program keeps its own files. Choose another folder.</source>
        <translation>In {path} hält dieses Programm seine eigenen Dateien. Wähle einen anderen Ordner.</translation>
    </message>
    <message>
        <source>{path} lies in {folder}, where the pictures are. Choose a folder elsewhere, so that copies and originals stay apart.</source>
        <translation>{path} liegt in {folder}, wo die Bilder sind. Wähle einen Ordner woanders, damit Kopien und Originale getrennt bleiben.</translation>
    </message>
    <message>
        <source>{path} may not be written. Ask its owner for permission, or choose another data folder.</source>
        <translation>{path} darf nicht geschrieben werden. Hole die Erlaubnis des Besitzers ein, oder wähle einen anderen Datenordner.</translation>
    </message>
    <message>
        <source>{path} shows by itself how the model was built, and its description says something else. Choose the file alone.</source>
        <translation>{path} zeigt selbst, wie das Modell gebaut wurde, und seine Beschreibung sagt etwas anderes. Wähle die Datei allein.</translation>
    </message>
    <message>
        <source>{path} was changed since it was made, or could not be deleted, and was left.</source>
        <translation>{path} wurde seither geändert oder ließ sich nicht löschen und wurde so gelassen.</translation>
    </message>
    <message>
        <source>{path} was damaged ({reason}).</source>
        <translation>{path} war beschädigt ({reason}).</translation>
    </message>
    <message>
        <source>{path} was damaged in parts that can be made again. They were; nothing was lost.</source>
        <translation>{path} war an Stellen beschädigt, die sich neu herstellen lassen. Das ist geschehen; nichts ist verloren.</translation>
    </message>
    <message>
        <source>{path} was empty.</source>
        <translation>{path} war leer.</translation>
    </message>
    <message>
        <source>{path} was gone, though there are backups or parts that belong to it.</source>
        <translation>{path} war weg, obwohl es Sicherungen oder Teile gibt, die dazugehören.</translation>
    </message>
    <message>
        <source>{path} was left by a training that was stopped. Add --resume to go on with it, or delete it to start anew.</source>
        <translation>{path} stammt von einem angehaltenen Training. Mache mit --resume weiter, oder lösche es, um von vorn zu beginnen.</translation>
    </message>
    <message>
        <source>{path} was left out: {reason}</source>
        <translation>{path} wurde ausgelassen: {reason}</translation>
    </message>
    <message>
        <source>{path} was made with another model than {backbone}: {count} of {total} parts differ, such as {names}. Choose the model that it was made with.</source>
        <translation>{path} wurde mit einem anderen Modell als {backbone} gemacht: {count} von {total} Teilen unterscheiden sich, etwa {names}. Wähle das Modell, mit dem die Datei gemacht wurde.</translation>
    </message>
    <message>
        <source>{path} was made with other sentences. It does not know: {missing}. It knows: {known}. Give the classes and the sentence that it was made with.</source>
        <translation>{path} wurde mit anderen Sätzen gemacht. Nicht bekannt: {missing}. Bekannt: {known}. Gib die Klassen und den Satz an, mit denen die Datei gemacht wurde.</translation>
    </message>
    <message>
        <source>{path} was made with {method} by its authors. The command mmrl import-released makes a trained file of it.</source>
        <translation>{path} wurde mit {method} von dessen Autoren gemacht. Der Befehl mmrl import-released macht daraus eine trainierte Datei.</translation>
    </message>
    <message>
        <source>{path} was no file of this program.</source>
        <translation>{path} war keine Datei dieses Programms.</translation>
    </message>
    <message>
        <source>{path} was no ordinary file.</source>
        <translation>{path} war keine gewöhnliche Datei.</translation>
    </message>
    <message>
        <source>{path} was saved in an old form that is not opened here. Load it in the program that it came from, save it again as .safetensors, and take that file.</source>
        <translation>{path} wurde in einer alten Form gespeichert, die hier nicht geöffnet wird. Lade die Datei in dem Programm, aus dem sie kam, speichere sie neu als .safetensors, und nimm dann diese.</translation>
    </message>
    <message>
        <source>{path}: it cannot be read what this backup needs, so nothing was deleted that is no longer used. Check the disk; if this backup is of no use, delete its folder.</source>
        <translation>{path}: Es ist nicht zu lesen, was diese Sicherung braucht, daher wurde nichts gelöscht, was nicht mehr verwendet wird. Prüfe den Datenträger; ist diese Sicherung zu nichts nütze, lösche ihren Ordner.</translation>
    </message>
    <message>
        <source>{path}: newer than this program (layout {found}; this one knows {known}), so it was opened for reading only. Update the program to go on working.</source>
        <translation>{path}: Neuer als dieses Programm (Aufbau {found}; dieses kennt {known}), daher nur zum Lesen geöffnet. Aktualisiere das Programm, um weiterzuarbeiten.</translation>
    </message>
    <message>
        <source>{path}: no class names could be read from this file ({reason}). Write one name on each line, in a text file.</source>
        <translation>{path}: Aus dieser Datei ließen sich keine Namen von Klassen lesen ({reason}). Schreibe in eine Textdatei auf jede Zeile einen Namen.</translation>
    </message>
    <message>
        <source>{path}: the computer could not list this folder ({reason}). Check the disk or network that it is on, then try again.</source>
        <translation>{path}: Der Computer konnte diesen Ordner nicht lesen ({reason}). Prüfe den Datenträger oder das Netzwerk, auf dem er liegt, und versuche es noch einmal.</translation>
    </message>
    <message>
        <source>{path}: the computer could not read this file ({reason}). Check the disk or network that it is on, then try again.</source>
        <translation>{path}: Der Computer konnte diese Datei nicht lesen ({reason}). Prüfe den Datenträger oder das Netzwerk, auf dem sie liegt, und versuche es noch einmal.</translation>
    </message>
    <message>
        <source>{path}: the disk is full, so this file could not be written. Free some space, then try again.</source>
        <translation>{path}: Der Datenträger ist voll, daher konnte diese Datei nicht geschrieben werden. Schaffe Platz, und versuche es noch einmal.</translation>
    </message>
    <message>
        <source>{path}: the file does not show how the model was built. Choose its description too; these fit: {configs}.</source>
        <translation>{path}: Die Datei zeigt nicht, wie das Modell gebaut wurde. Wähle auch seine Beschreibung; diese passen: {configs}.</translation>
    </message>
    <message>
        <source>{path}: the files in this zip file take {megabytes} MB, and {limit} MB may be used for it. Make room on the disk, or unpack a part of it and add that.</source>
        <translation>{path}: Die Dateien in dieser Zip-Datei brauchen {megabytes} MB, und {limit} MB dürfen dafür verwendet werden. Schaffe Platz auf dem Datenträger, oder entpacke einen Teil und füge den hinzu.</translation>
    </message>
    <message>
        <source>{path}: the folder for this file does not exist. Make the folder first, or choose another one.</source>
        <translation>{path}: Den Ordner für diese Datei gibt es nicht. Lege ihn erst an, oder wähle einen anderen.</translation>
    </message>
    <message>
        <source>{path}: the part that reads pictures could not be started ({reason}). Close other programs, then try again.</source>
        <translation>{path}: Der Teil, der Bilder liest, konnte nicht gestartet werden ({reason}). Schließe andere Programme, und versuche es noch einmal.</translation>
    </message>
    <message>
        <source>{path}: the part that reads pictures stopped over this file, which may be damaged. The other pictures are not touched by that. Copy it again from where it came, or save it as PNG.</source>
        <translation>{path}: Der Teil, der Bilder liest, ist an dieser Datei gescheitert; sie ist vielleicht beschädigt. Die anderen Bilder sind davon nicht betroffen. Kopiere sie noch einmal von dort, woher sie kam, oder speichere sie als PNG.</translation>
    </message>
    <message>
        <source>{path}: there is no picture in this folder.</source>
        <translation>{path}: In diesem Ordner ist kein Bild.</translation>
    </message>
    <message>
        <source>{path}: there is no such file. Check the name and the folder.</source>
        <translation>{path}: Diese Datei gibt es nicht. Prüfe den Namen und den Ordner.</translation>
    </message>
    <message>
        <source>{path}: there is no such folder. Check its name.</source>
        <translation>{path}: Diesen Ordner gibt es nicht. Prüfe seinen Namen.</translation>
    </message>
    <message>
        <source>{path}: there is too little free memory to read this picture. Close other programs, or save it smaller.</source>
        <translation>{path}: Zum Lesen dieses Bildes ist zu wenig Speicher frei. Schließe andere Programme, oder speichere es kleiner.</translation>
    </message>
    <message>
        <source>{path}: these files are missing in this archive: {names}. Nothing was imported. Copy it again from where it came.</source>
        <translation>{path}: Diese Dateien fehlen in diesem Archiv: {names}. Es wurde nichts importiert. Kopiere es noch einmal von dort, woher es kam.</translation>
    </message>
    <message>
        <source>{path}: these files in this archive are not what its list says: {names}. Nothing was imported. Copy it again from where it came.</source>
        <translation>{path}: Diese Dateien in diesem Archiv sind nicht, was seine Liste sagt: {names}. Es wurde nichts importiert. Kopiere es noch einmal von dort, woher es kam.</translation>
    </message>
    <message>
        <source>{path}: these files in this zip file are locked with a password: {names}. Unpack it yourself, and add the folder.</source>
        <translation>{path}: Diese Dateien in der Zip-Datei sind mit einem Kennwort verschlossen: {names}. Entpacke sie selbst, und füge den Ordner hinzu.</translation>
    </message>
    <message>
        <source>{path}: these files in this zip file are packed in a rare way: {names}. Unpack it yourself, and add the folder.</source>
        <translation>{path}: Diese Dateien in der Zip-Datei sind auf seltene Art gepackt: {names}. Entpacke sie selbst, und füge den Ordner hinzu.</translation>
    </message>
    <message>
        <source>{path}: these files in this zip file would grow to more than 200 times their size: {names}. Nothing was unpacked. Ask its maker for a sound one.</source>
        <translation>{path}: Diese Dateien in der Zip-Datei würden auf mehr als das 200-Fache anwachsen: {names}. Es wurde nichts entpackt. Lass dir von dem, der sie gemacht hat, eine heile geben.</translation>
    </message>
    <message>
        <source>{path}: this archive holds files that its list does not name: {names}. Nothing was imported. Ask its maker for a new one.</source>
        <translation>{path}: Dieses Archiv enthält Dateien, die seine Liste nicht nennt: {names}. Es wurde nichts importiert. Lass dir von dem, der es gemacht hat, ein neues geben.</translation>
    </message>
    <message>
        <source>{path}: this archive was written by a newer version of the program (format {found}; this one knows {known}). Update the program, then import it again.</source>
        <translation>{path}: Dieses Archiv wurde von einer neueren Version des Programms geschrieben (Format {found}; diese kennt {known}). Aktualisiere das Programm, und importiere es dann noch einmal.</translation>
    </message>
    <message>
        <source>{path}: this damaged file may still name pictures, so nothing was deleted that is no longer used. Move it elsewhere once nothing is missing.</source>
        <translation>{path}: Diese beschädigte Datei nennt vielleicht noch Bilder, daher wurde nichts gelöscht, was nicht mehr verwendet wird. Lege sie woandershin, sobald nichts fehlt.</translation>
    </message>
    <message>
        <source>{path}: this file could not be written ({reason}). Check the disk, or choose another folder.</source>
        <translation>{path}: Diese Datei konnte nicht geschrieben werden ({reason}). Prüfe den Datenträger, oder wähle einen anderen Ordner.</translation>
    </message>
    <message>
        <source>{path}: this file has {megabytes} MB, more than the limit of {limit} MB. Save it smaller.</source>
        <translation>{path}: Diese Datei hat {megabytes} MB, mehr als die Grenze von {limit} MB. Speichere sie kleiner.</translation>
    </message>
    <message>
        <source>{path}: this file is empty. Copy the picture again from where it came.</source>
        <translation>{path}: Diese Datei ist leer. Kopiere das Bild noch einmal von dort, woher es kam.</translation>
    </message>
    <message>
        <source>{path}: this file may not be read. Ask its owner for permission, or copy it elsewhere.</source>
        <translation>{path}: Diese Datei darf nicht gelesen werden. Hole die Erlaubnis ihres Besitzers ein, oder kopiere sie woandershin.</translation>
    </message>
    <message>
        <source>{path}: this file may not be written here. Choose another folder, or ask its owner for permission.</source>
        <translation>{path}: Diese Datei darf hier nicht geschrieben werden. Wähle einen anderen Ordner, oder hole die Erlaubnis seines Besitzers ein.</translation>
    </message>
    <message>
        <source>{path}: this folder may not be opened. Ask its owner for permission, or copy it elsewhere.</source>
        <translation>{path}: Dieser Ordner darf nicht geöffnet werden. Hole die Erlaubnis seines Besitzers ein, oder kopiere ihn woandershin.</translation>
    </message>
    <message>
        <source>{path}: this is a HEIC picture, and the part that reads them is not installed. Install &apos;mmrl-studio[heic]&apos;, or save the picture as JPEG.</source>
        <translation>{path}: Das ist ein HEIC-Bild, und der Teil, der sie liest, ist nicht installiert. Installiere &apos;mmrl-studio[heic]&apos;, oder speichere das Bild als JPEG.</translation>
    </message>
    <message>
        <source>{path}: this is a zip file, but not an archive of a project. Choose a file that ends in .mmrl-project.zip; to add the pictures of a zip file, open a project and import them there.</source>
        <translation>{path}: Das ist eine Zip-Datei, aber kein Archiv eines Projekts. Wähle eine Datei, die auf .mmrl-project.zip endet; um die Bilder einer Zip-Datei hinzuzufügen, öffne ein Projekt und importiere sie dort.</translation>
    </message>
    <message>
        <source>{path}: this is not a folder. Choose the folder that holds the pictures.</source>
        <translation>{path}: Das ist kein Ordner. Wähle den Ordner mit den Bildern.</translation>
    </message>
    <message>
        <source>{path}: this is not a picture of a kind that can be read here ({formats}). Save it as PNG or JPEG.</source>
        <translation>{path}: Das ist kein Bild einer Art, die hier gelesen werden kann ({formats}). Speichere es als PNG oder JPEG.</translation>
    </message>
    <message>
        <source>{path}: this is not a zip file, or it is damaged ({reason}). Copy it again from where it came.</source>
        <translation>{path}: Das ist keine Zip-Datei, oder sie ist beschädigt ({reason}). Kopiere sie noch einmal von dort, woher sie kam.</translation>
    </message>
    <message>
        <source>{path}: this is not an ordinary file. Choose a picture file.</source>
        <translation>{path}: Das ist keine gewöhnliche Datei. Wähle eine Bilddatei.</translation>
    </message>
    <message>
        <source>{path}: this is not an ordinary file. Choose the file that came with the model.</source>
        <translation>{path}: Das ist keine gewöhnliche Datei. Wähle die Datei, die mit dem Modell kam.</translation>
    </message>
    <message>
        <source>{path}: this name is longer than the disk allows. Choose a shorter one.</source>
        <translation>{path}: Dieser Name ist länger, als der Datenträger erlaubt. Wähle einen kürzeren.</translation>
    </message>
    <message>
        <source>{path}: this needs {megabytes} MB, and only {free} MB may be used on its disk. Make room on it, then try again.</source>
        <translation>{path}: Das braucht {megabytes} MB, und nur {free} MB dürfen auf dem Datenträger verwendet werden. Schaffe Platz darauf, und versuche es noch einmal.</translation>
    </message>
    <message>
        <source>{path}: this old backup could not be removed ({reason}). Delete the folder by hand.</source>
        <translation>{path}: Diese alte Sicherung ließ sich nicht entfernen ({reason}). Lösche den Ordner von Hand.</translation>
    </message>
    <message>
        <source>{path}: this picture has {megapixels} million pixels, more than the limit of {limit} million. Save it smaller.</source>
        <translation>{path}: Dieses Bild hat {megapixels} Millionen Bildpunkte, mehr als die Grenze von {limit} Millionen. Speichere es kleiner.</translation>
    </message>
    <message>
        <source>{path}: this picture is damaged, or of a rare kind, and cannot be read ({reason}). Copy it again from where it came, or save it as PNG.</source>
        <translation>{path}: Dieses Bild ist beschädigt oder von seltener Art und kann nicht gelesen werden ({reason}). Kopiere es noch einmal von dort, woher es kam, oder speichere es als PNG.</translation>
    </message>
    <message>
        <source>{path}: this picture was not read within {seconds} seconds, so it was given up. Save it as PNG or JPEG, and check the disk or network that it is on.</source>
        <translation>{path}: Dieses Bild war nach {seconds} Sekunden noch nicht gelesen und wurde aufgegeben. Speichere es als PNG oder JPEG, und prüfe den Datenträger oder das Netzwerk, auf dem es liegt.</translation>
    </message>
    <message>
        <source>{path}: this zip file holds links or devices instead of files: {names}. Nothing was unpacked. Ask its maker for one with ordinary files.</source>
        <translation>{path}: Diese Zip-Datei enthält Verweise oder Geräte statt Dateien: {names}. Es wurde nichts entpackt. Lass dir von dem, der sie gemacht hat, eine mit gewöhnlichen Dateien geben.</translation>
    </message>
    <message>
        <source>{path}: this zip file holds more than {limit} files and folders. Unpack it, and add its folder instead.</source>
        <translation>{path}: Diese Zip-Datei enthält mehr als {limit} Dateien und Ordner. Entpacke sie, und füge stattdessen den Ordner hinzu.</translation>
    </message>
    <message>
        <source>{path}: this zip file holds names that are the same to some computers: {names}. Nothing was unpacked. Ask its maker for a sound one.</source>
        <translation>{path}: Diese Zip-Datei enthält Namen, die für manche Computer gleich sind: {names}. Es wurde nichts entpackt. Lass dir von dem, der sie gemacht hat, eine heile geben.</translation>
    </message>
    <message>
        <source>{path}: this zip file holds names that could lead out of its folder, or that not every computer can have: {names}. Nothing was unpacked. Ask its maker for a sound one.</source>
        <translation>{path}: Diese Zip-Datei enthält Namen, die aus ihrem Ordner hinausführen könnten oder die nicht jeder Computer haben kann: {names}. Es wurde nichts entpackt. Lass dir von dem, der sie gemacht hat, eine heile geben.</translation>
    </message>
    <message>
        <source>{path}: {count} entries name something that is gone ({tables}). They were left alone. If something is missing in a project, bring it back from a backup.</source>
        <translation>{path}: {count} Einträge nennen etwas, das es nicht mehr gibt ({tables}). Sie wurden so gelassen. Fehlt etwas in einem Projekt, hole es aus einer Sicherung zurück.</translation>
    </message>
    <message>
        <source>{path}: {field} in this archive is {found}, but must be {allowed}. Nothing was imported. Ask its maker for a new one.</source>
        <translation>{path}: {field} in diesem Archiv ist {found}, muss aber {allowed} sein. Es wurde nichts importiert. Lass dir von dem, der es gemacht hat, ein neues geben.</translation>
    </message>
    <message>
        <source>{path}: {name} in this archive cannot be read ({reason}). Nothing was imported. Ask its maker for a new one.</source>
        <translation>{path}: {name} in diesem Archiv kann nicht gelesen werden ({reason}). Es wurde nichts importiert. Lass dir von dem, der es gemacht hat, ein neues geben.</translation>
    </message>
    <message>
        <source>{path}: {name} in this zip file has {megabytes} MB, more than the limit of {limit} MB. Save it smaller.</source>
        <translation>{path}: {name} in dieser Zip-Datei hat {megabytes} MB, mehr als die Grenze von {limit} MB. Speichere es kleiner.</translation>
    </message>
    <message>
        <source>{path}: {name} in this zip file is damaged ({reason}). Copy the zip file again from where it came.</source>
        <translation>{path}: {name} in dieser Zip-Datei ist beschädigt ({reason}). Kopiere die Zip-Datei noch einmal von dort, woher sie kam.</translation>
    </message>
    <message>
        <source>{path}: {where} in this archive has fields that are not known here: {fields}. Nothing was imported. Ask its maker for a new one.</source>
        <translation>{path}: Bei {where} in diesem Archiv steht, was hier nicht bekannt ist: {fields}. Es wurde nichts importiert. Lass dir von dem, der es gemacht hat, ein neues geben.</translation>
    </message>
    <message>
        <source>{path}: {where} in this archive lacks {fields}. Nothing was imported. Ask its maker for a new one.</source>
        <translation>{path}: Bei {where} in diesem Archiv fehlt: {fields}. Es wurde nichts importiert. Lass dir von dem, der es gemacht hat, ein neues geben.</translation>
    </message>
    <message>
        <source>{source} has a description of its own. Choose the .safetensors file in it instead of the folder.</source>
        <translation>{source} hat eine eigene Beschreibung. Wähle die .safetensors-Datei darin statt des Ordners.</translation>
    </message>
</context>
<context>
    <name>OtherPictures</name>
    <message>
        <source>The line was moved. It would turn away {a} of {b} other pictures, and {c} of {d} of yours.</source>
        <translation>Die Grenze wurde verschoben. Sie würde {a} von {b} anderen Bildern abweisen und {c} von {d} deiner eigenen.</translation>
    </message>
    <message>
        <source>These pictures are too much like yours to tell them apart. The line was left where it is.</source>
        <translation>Diese Bilder gleichen deinen zu sehr, um sie zu unterscheiden. Die Grenze blieb, wo sie ist.</translation>
    </message>
</context>
<context>
    <name>OtherRuns</name>
    <message>
        <source>a run that is gone</source>
        <translation>ein Durchgang, den es nicht mehr gibt</translation>
    </message>
    <message>
        <source>quick answer</source>
        <translation>schnelle Antwort</translation>
    </message>
    <message>
        <source>words alone</source>
        <translation>nur Wörter</translation>
    </message>
</context>
<context>
    <name>Overview</name>
    <message numerus="yes">
        <source>%n picture(s) came, went or moved since. Train again for new figures.</source>
        <translation>
            <numerusform>%n Bild kam, ging oder wechselte seither. Trainiere noch einmal für neue Zahlen.</numerusform>
            <numerusform>%n Bilder kamen, gingen oder wechselten seither. Trainiere noch einmal für neue Zahlen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n right answer(s) are called none of these: too little like your pictures.</source>
        <translation>
            <numerusform>%n richtige Antwort heißt „Keines davon“: deinen Bildern zu unähnlich.</numerusform>
            <numerusform>%n richtige Antworten heißen „Keines davon“: deinen Bildern zu unähnlich.</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose a number to see its pictures</source>
        <translation>Wähle eine Zahl, um ihre Bilder zu sehen</translation>
    </message>
    <message>
        <source>Go to Pictures</source>
        <translation>Zu den Bildern</translation>
    </message>
    <message>
        <source>Go to Train</source>
        <translation>Zum Training</translation>
    </message>
    <message>
        <source>Not in the test: {classes}</source>
        <translation>Nicht in der Prüfung: {classes}</translation>
    </message>
    <message>
        <source>Test it again</source>
        <translation>Noch einmal prüfen</translation>
    </message>
    <message>
        <source>What gets mixed up</source>
        <translation>Was verwechselt wird</translation>
    </message>
    <message numerus="yes">
        <source>With %n picture(s) in a class the figures are rough. Add some for a firmer answer.</source>
        <translation>
            <numerusform>Mit %n Bild in einer Klasse sind die Zahlen grob. Füge welche hinzu, dann werden sie fester.</numerusform>
            <numerusform>Mit %n Bildern in einer Klasse sind die Zahlen grob. Füge welche hinzu, dann werden sie fester.</numerusform>
        </translation>
    </message>
    <message>
        <source>it answered</source>
        <translation>es antwortete</translation>
    </message>
    <message>
        <source>{name} needs 2</source>
        <translation>{name} braucht 2</translation>
    </message>
</context>
<context>
    <name>Page</name>
    <message numerus="yes">
        <source>Drop to add %n picture(s) or folder(s)</source>
        <translation>
            <numerusform>Ablegen, um %n Bild oder Ordner hinzuzufügen</numerusform>
            <numerusform>Ablegen, um %n Bilder oder Ordner hinzuzufügen</numerusform>
        </translation>
    </message>
    <message>
        <source>They go to the Pictures page.</source>
        <translation>Sie kommen auf die Seite Bilder.</translation>
    </message>
</context>
<context>
    <name>PageImports</name>
    <message numerus="yes">
        <source>Drop %n picture(s) into the inbox</source>
        <translation>
            <numerusform>%n Bild in den Eingang legen</numerusform>
            <numerusform>%n Bilder in den Eingang legen</numerusform>
        </translation>
    </message>
    <message>
        <source>Drop a folder</source>
        <translation>Einen Ordner ablegen</translation>
    </message>
    <message numerus="yes">
        <source>Drop to put %n picture(s) in {name}</source>
        <translation>
            <numerusform>Ablegen, um %n Bild in {name} zu legen</numerusform>
            <numerusform>Ablegen, um %n Bilder in {name} zu legen</numerusform>
        </translation>
    </message>
    <message>
        <source>Drop to put all of it in {name}</source>
        <translation>Ablegen, um alles in {name} zu legen</translation>
    </message>
    <message>
        <source>Folders inside it become classes.</source>
        <translation>Ordner darin werden Klassen.</translation>
    </message>
    <message>
        <source>Looking through the files</source>
        <translation>Sieht die Dateien durch</translation>
    </message>
    <message>
        <source>Or onto a class at the left.</source>
        <translation>Oder auf eine Klasse links.</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Class {name}</source>
        <translation>Klasse {name}</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Gefunden</translation>
    </message>
    <message>
        <source>Open {name}</source>
        <translation>{name} öffnen</translation>
    </message>
    <message>
        <source>Search everything</source>
        <translation>Alles durchsuchen</translation>
    </message>
    <message>
        <source>Setting: {name}</source>
        <translation>Einstellung: {name}</translation>
    </message>
    <message>
        <source>What do you want to do?</source>
        <translation>Was möchtest du tun?</translation>
    </message>
</context>
<context>
    <name>PictureGrid</name>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
</context>
<context>
    <name>PicturesActions</name>
    <message>
        <source>Accept the suggestion</source>
        <translation>Vorschlag annehmen</translation>
    </message>
    <message>
        <source>Add a class</source>
        <translation>Klasse hinzufügen</translation>
    </message>
    <message>
        <source>Back to the inbox</source>
        <translation>Zurück in den Eingang</translation>
    </message>
    <message>
        <source>Find a class by typing</source>
        <translation>Klasse durch Tippen finden</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>Inspektor</translation>
    </message>
    <message>
        <source>Keep it in its class</source>
        <translation>In seiner Klasse lassen</translation>
    </message>
    <message>
        <source>Larger tiles</source>
        <translation>Größere Kacheln</translation>
    </message>
    <message>
        <source>Move to the class that it looks like</source>
        <translation>In die Klasse verschieben, der es gleicht</translation>
    </message>
    <message>
        <source>Next unsorted</source>
        <translation>Nächstes unsortiertes</translation>
    </message>
    <message>
        <source>Put in class {n}</source>
        <translation>In Klasse {n} legen</translation>
    </message>
    <message>
        <source>Quick look</source>
        <translation>Schnellansicht</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Rename the class</source>
        <translation>Klasse umbenennen</translation>
    </message>
    <message>
        <source>Smaller tiles</source>
        <translation>Kleinere Kacheln</translation>
    </message>
    <message>
        <source>Take pictures with a camera</source>
        <translation>Bilder mit einer Kamera aufnehmen</translation>
    </message>
</context>
<context>
    <name>PicturesModel</name>
    <message>
        <source>has a copy</source>
        <translation>hat eine Kopie</translation>
    </message>
    <message>
        <source>like no other</source>
        <translation>wie kein anderes</translation>
    </message>
    <message>
        <source>likely wrong</source>
        <translation>wohl falsch</translation>
    </message>
    <message>
        <source>looks like {name}</source>
        <translation>sieht aus wie {name}</translation>
    </message>
    <message>
        <source>maybe</source>
        <translation>vielleicht</translation>
    </message>
    <message>
        <source>not sorted</source>
        <translation>nicht sortiert</translation>
    </message>
    <message>
        <source>sure</source>
        <translation>sicher</translation>
    </message>
    <message>
        <source>unsure, or {name}</source>
        <translation>unsicher, oder {name}</translation>
    </message>
    <message>
        <source>{k} of {n}</source>
        <translation>{k} von {n}</translation>
    </message>
    <message>
        <source>{name} suggested, {sure}</source>
        <translation>{name} vorgeschlagen, {sure}</translation>
    </message>
</context>
<context>
    <name>PicturesPage</name>
    <message>
        <source>All pictures</source>
        <translation>Alle Bilder</translation>
    </message>
    <message>
        <source>Copies</source>
        <translation>Kopien</translation>
    </message>
    <message>
        <source>Could not be read</source>
        <translation>Nicht lesbar</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Gefunden</translation>
    </message>
    <message>
        <source>Inbox</source>
        <translation>Eingang</translation>
    </message>
    <message>
        <source>Likely wrong</source>
        <translation>Wohl falsch</translation>
    </message>
    <message>
        <source>Trash</source>
        <translation>Papierkorb</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>Unsicher</translation>
    </message>
</context>
<context>
    <name>Pills</name>
    <message>
        <source>Maybe</source>
        <translation>Vielleicht</translation>
    </message>
    <message>
        <source>None of these</source>
        <translation>Keines davon</translation>
    </message>
    <message>
        <source>Sure</source>
        <translation>Sicher</translation>
    </message>
    <message numerus="yes">
        <source>learned from %n picture(s)</source>
        <translation>
            <numerusform>von %n Bild gelernt</numerusform>
            <numerusform>von %n Bildern gelernt</numerusform>
        </translation>
    </message>
    <message>
        <source>only from words</source>
        <translation>nur aus Wörtern</translation>
    </message>
</context>
<context>
    <name>PlainDialog</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>Programs</name>
    <message>
        <source>Copied.</source>
        <translation>Kopiert.</translation>
    </message>
    <message>
        <source>Export what it learned first: as one file, or as a folder. All give the same answers.</source>
        <translation>Exportiere das Gelernte erst: als eine Datei oder als Ordner. Alle geben dieselben Antworten.</translation>
    </message>
    <message>
        <source>From any program on this computer</source>
        <translation>Aus jedem Programm auf diesem Computer</translation>
    </message>
    <message>
        <source>In Python</source>
        <translation>In Python</translation>
    </message>
    <message>
        <source>In a terminal</source>
        <translation>In einem Terminal</translation>
    </message>
    <message>
        <source>In an exported folder</source>
        <translation>In einem exportierten Ordner</translation>
    </message>
    <message>
        <source>Needs the package {package}, and the model: {file} stands for its file.</source>
        <translation>Braucht das Paket {package} und das Modell: {file} steht für dessen Datei.</translation>
    </message>
    <message>
        <source>Needs the package {package}.</source>
        <translation>Braucht das Paket {package}.</translation>
    </message>
    <message>
        <source>Needs the package {package}. It can also learn from pictures.</source>
        <translation>Braucht das Paket {package}. Es kann auch aus Bildern lernen.</translation>
    </message>
    <message>
        <source>Needs the package {package}. It reads the file; features of pictures come from elsewhere.</source>
        <translation>Braucht das Paket {package}. Es liest die Datei; die Merkmale der Bilder kommen von woanders.</translation>
    </message>
    <message>
        <source>Needs the package {package}. The address, in a browser, explains the rest.</source>
        <translation>Braucht das Paket {package}. Die Adresse, im Browser geöffnet, erklärt den Rest.</translation>
    </message>
    <message>
        <source>Needs the packages {packages}, and a folder that was exported with ONNX files.</source>
        <translation>Braucht die Pakete {packages} und einen Ordner, der mit ONNX-Dateien exportiert wurde.</translation>
    </message>
    <message>
        <source>Share what it learned</source>
        <translation>Gelerntes weitergeben</translation>
    </message>
    <message>
        <source>Use it in other programs</source>
        <translation>In anderen Programmen verwenden</translation>
    </message>
    <message>
        <source>With NumPy alone</source>
        <translation>Nur mit NumPy</translation>
    </message>
    <message>
        <source>With ONNX Runtime</source>
        <translation>Mit ONNX Runtime</translation>
    </message>
    <message>
        <source>With scikit-learn</source>
        <translation>Mit scikit-learn</translation>
    </message>
    <message>
        <source>With the exported file</source>
        <translation>Mit der exportierten Datei</translation>
    </message>
    <message>
        <source>With torch alone</source>
        <translation>Nur mit torch</translation>
    </message>
</context>
<context>
    <name>ProgressStrip</name>
    <message>
        <source>How far it is</source>
        <translation>Wie weit es ist</translation>
    </message>
    <message>
        <source>It goes on</source>
        <translation>Es geht weiter</translation>
    </message>
</context>
<context>
    <name>ProjectFlow</name>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%n Bild</numerusform>
            <numerusform>%n Bilder</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) could not go along: their files are gone or changed.</source>
        <translation>
            <numerusform>%n Bild konnte nicht mit: Seine Datei fehlt oder wurde geändert.</numerusform>
            <numerusform>%n Bilder konnten nicht mit: Ihre Dateien fehlen oder wurden geändert.</numerusform>
        </translation>
    </message>
    <message>
        <source>Animals</source>
        <translation>Tiere</translation>
    </message>
    <message>
        <source>Bring it back</source>
        <translation>Zurückholen</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Anlegen</translation>
    </message>
    <message>
        <source>Delete &quot;{name}&quot; for good?</source>
        <translation>„{name}“ endgültig löschen?</translation>
    </message>
    <message>
        <source>Delete for good</source>
        <translation>Endgültig löschen</translation>
    </message>
    <message>
        <source>Export the project</source>
        <translation>Projekt exportieren</translation>
    </message>
    <message>
        <source>Exporting the project</source>
        <translation>Projekt wird exportiert</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importieren</translation>
    </message>
    <message>
        <source>Importing a project</source>
        <translation>Projekt wird importiert</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Making the sample</source>
        <translation>Das Beispiel wird angelegt</translation>
    </message>
    <message>
        <source>Name it. You can change the name later.</source>
        <translation>Gib ihm einen Namen. Du kannst ihn später ändern.</translation>
    </message>
    <message>
        <source>New project</source>
        <translation>Neues Projekt</translation>
    </message>
    <message>
        <source>Open a project first: a trained file belongs to one.</source>
        <translation>Öffne erst ein Projekt: Eine trainierte Datei gehört zu einem.</translation>
    </message>
    <message>
        <source>Projects</source>
        <translation>Projekte</translation>
    </message>
    <message>
        <source>Projects and trained files</source>
        <translation>Projekte und trainierte Dateien</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Rename the project</source>
        <translation>Projekt umbenennen</translation>
    </message>
    <message>
        <source>The project is in {name}.</source>
        <translation>Das Projekt ist in {name}.</translation>
    </message>
    <message>
        <source>There is already a project called &quot;{name}&quot;.</source>
        <translation>Es gibt schon ein Projekt namens „{name}“.</translation>
    </message>
    <message>
        <source>{name} came in. Choose it on the Use page to answer with it.</source>
        <translation>{name} kam herein. Wähle es auf der Seite Verwenden, um damit zu antworten.</translation>
    </message>
    <message>
        <source>{name} is in the trash.</source>
        <translation>{name} ist im Papierkorb.</translation>
    </message>
    <message>
        <source>{pictures} and what was learned are removed from this program. Your original files stay where they are.</source>
        <translation>{pictures} und was gelernt wurde, verschwinden aus diesem Programm. Deine Originale bleiben, wo sie sind.</translation>
    </message>
</context>
<context>
    <name>ProjectModel</name>
    <message>
        <source>Choose a file</source>
        <translation>Datei wählen</translation>
    </message>
    <message>
        <source>Download {size}</source>
        <translation>{size} herunterladen</translation>
    </message>
    <message>
        <source>Go on downloading</source>
        <translation>Weiter herunterladen</translation>
    </message>
    <message>
        <source>The model {name} is here.</source>
        <translation>Das Modell {name} ist da.</translation>
    </message>
    <message>
        <source>This project uses the model {name}, which is not here.</source>
        <translation>Dieses Projekt verwendet das Modell {name}, das nicht hier ist.</translation>
    </message>
    <message>
        <source>Use it for this project</source>
        <translation>Für dieses Projekt verwenden</translation>
    </message>
    <message>
        <source>Use the demo model</source>
        <translation>Demo-Modell verwenden</translation>
    </message>
</context>
<context>
    <name>ProjectSettingsDialog</name>
    <message>
        <source>Back to the usual sentence</source>
        <translation>Zurück zum üblichen Satz</translation>
    </message>
    <message>
        <source>Copies are safe when the originals are moved or deleted. Kept where they are, pictures take no room of their own, but must stay there. Pictures that are in the project already stay as they are.</source>
        <translation>Kopien sind sicher, wenn die Originale verschoben oder gelöscht werden. Bleiben Bilder, wo sie sind, brauchen sie keinen eigenen Platz, müssen aber dort bleiben. Bilder, die schon im Projekt sind, bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>New pictures</source>
        <translation>Neue Bilder</translation>
    </message>
    <message>
        <source>Project settings</source>
        <translation>Projekteinstellungen</translation>
    </message>
    <message>
        <source>The model reads the words of a class inside this sentence, at the place of the two braces. Write what your pictures are, for example: a drawing of a {example}. What was learned keeps the sentence that it was learned with.</source>
        <translation>Das Modell liest die Wörter einer Klasse in diesem Satz, an der Stelle der beiden Klammern. Schreib auf Englisch, was deine Bilder sind, zum Beispiel: a drawing of a {example}. Was gelernt ist, behält den Satz, mit dem es gelernt wurde.</translation>
    </message>
    <message>
        <source>The sentence around the words</source>
        <translation>Der Satz um die Wörter</translation>
    </message>
</context>
<context>
    <name>PutButton</name>
    <message>
        <source>Put in {name}</source>
        <translation>In {name} legen</translation>
    </message>
</context>
<context>
    <name>QuickLook</name>
    <message>
        <source>Arrows: other pictures. 1 to 9: sort. Space: close.</source>
        <translation>Pfeile: andere Bilder. 1 bis 9: sortieren. Leertaste: schließen.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Links</translation>
    </message>
    <message>
        <source>Next picture</source>
        <translation>Nächstes Bild</translation>
    </message>
    <message>
        <source>Previous picture</source>
        <translation>Voriges Bild</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Rechts</translation>
    </message>
</context>
<context>
    <name>RangeBar</name>
    <message>
        <source>{k} of {n} right, likely {low} to {high}</source>
        <translation>{k} von {n} richtig, wahrscheinlich {low} bis {high}</translation>
    </message>
</context>
<context>
    <name>ReadyCard</name>
    <message numerus="yes">
        <source>%n picture(s) are almost the same but sit in {a} and {b}.</source>
        <translation>
            <numerusform>%n Bild ist fast gleich, liegt aber in {a} und {b}.</numerusform>
            <numerusform>%n Bilder sind fast gleich, liegen aber in {a} und {b}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) are copies. They make the test look better than it is.</source>
        <translation>
            <numerusform>%n Bild ist eine Kopie. Das lässt die Prüfung besser aussehen, als sie ist.</numerusform>
            <numerusform>%n Bilder sind Kopien. Sie lassen die Prüfung besser aussehen, als sie ist.</numerusform>
        </translation>
    </message>
    <message>
        <source>Add a class</source>
        <translation>Klasse hinzufügen</translation>
    </message>
    <message>
        <source>Add pictures</source>
        <translation>Bilder hinzufügen</translation>
    </message>
    <message>
        <source>Add to {name}</source>
        <translation>Zu {name} hinzufügen</translation>
    </message>
    <message>
        <source>Go to Pictures</source>
        <translation>Zu den Bildern</translation>
    </message>
    <message>
        <source>It can only say &quot;{name}&quot; or &quot;none of these&quot;</source>
        <translation>Es kann nur „{name}“ oder „keines davon“ sagen</translation>
    </message>
    <message>
        <source>It will {read} and {learn}. To test itself too, it needs two pictures in each class.</source>
        <translation>Es wird {read} und {learn}. Um sich auch zu prüfen, braucht es zwei Bilder in jeder Klasse.</translation>
    </message>
    <message>
        <source>It will {read}, {learn} and test itself.</source>
        <translation>Es wird {read}, {learn} und sich selbst prüfen.</translation>
    </message>
    <message>
        <source>Make two classes with a picture each; two or more are needed to test it.</source>
        <translation>Mache zwei Klassen mit je einem Bild; zum Prüfen braucht es zwei oder mehr.</translation>
    </message>
    <message>
        <source>Not ready yet</source>
        <translation>Noch nicht bereit</translation>
    </message>
    <message>
        <source>Nothing to learn until there is a second.</source>
        <translation>Nichts zu lernen, bis es eine zweite gibt.</translation>
    </message>
    <message>
        <source>Ready to train</source>
        <translation>Bereit zum Trainieren</translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>Trainieren</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>Ausprobieren</translation>
    </message>
    <message numerus="yes">
        <source>learn %n class(es)</source>
        <translation>
            <numerusform>%n Klasse lernen</numerusform>
            <numerusform>%n Klassen lernen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>read %n picture(s)</source>
        <translation>
            <numerusform>%n Bild lesen</numerusform>
            <numerusform>%n Bilder lesen</numerusform>
        </translation>
    </message>
    <message>
        <source>{a} has {n} pictures, {b} only {m}. Answers may lean towards {a}.</source>
        <translation>{a} hat {n} Bilder, {b} nur {m}. Die Antworten neigen vielleicht zu {a}.</translation>
    </message>
    <message numerus="yes">
        <source>{name} has %n picture(s). It may be guessing.</source>
        <translation>
            <numerusform>{name} hat %n Bild. Vielleicht rät es nur.</numerusform>
            <numerusform>{name} hat %n Bilder. Vielleicht rät es nur.</numerusform>
        </translation>
    </message>
    <message>
        <source>{time} on this computer.</source>
        <translation>Auf diesem Computer dauert das {time}.</translation>
    </message>
</context>
<context>
    <name>Reasons</name>
    <message>
        <source>Cannot be read</source>
        <translation>Nicht lesbar</translation>
    </message>
    <message>
        <source>Damaged file</source>
        <translation>Beschädigte Datei</translation>
    </message>
    <message>
        <source>Empty file</source>
        <translation>Leere Datei</translation>
    </message>
    <message>
        <source>It took too long</source>
        <translation>Es dauerte zu lange</translation>
    </message>
    <message>
        <source>Needs mmrl-studio[heic] for HEIC</source>
        <translation>Braucht mmrl-studio[heic] für HEIC</translation>
    </message>
    <message>
        <source>No permission to read</source>
        <translation>Keine Leseberechtigung</translation>
    </message>
    <message>
        <source>Not a picture</source>
        <translation>Kein Bild</translation>
    </message>
    <message>
        <source>The disk could not read it</source>
        <translation>Der Datenträger konnte sie nicht lesen</translation>
    </message>
    <message>
        <source>The file is gone</source>
        <translation>Die Datei ist nicht mehr da</translation>
    </message>
    <message>
        <source>Too large</source>
        <translation>Zu groß</translation>
    </message>
    <message>
        <source>Too large for the memory</source>
        <translation>Zu groß für den Speicher</translation>
    </message>
</context>
<context>
    <name>RestCard</name>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message numerus="yes">
        <source>Stopped at {done} of %n picture(s). Nothing is lost.</source>
        <translation>
            <numerusform>Angehalten bei {done} von %n Bild. Nichts ist verloren.</numerusform>
            <numerusform>Angehalten bei {done} von %n Bildern. Nichts ist verloren.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ResultCard</name>
    <message>
        <source>Check it</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>It was not tested yet.</source>
        <translation>Es wurde noch nicht geprüft.</translation>
    </message>
    <message>
        <source>It was not tested: that needs two pictures in each class.</source>
        <translation>Es wurde nicht geprüft: Das braucht zwei Bilder in jeder Klasse.</translation>
    </message>
    <message>
        <source>Learned</source>
        <translation>Gelernt</translation>
    </message>
    <message>
        <source>Learned at a glance</source>
        <translation>Auf einen Blick gelernt</translation>
    </message>
    <message>
        <source>Learning did not help</source>
        <translation>Das Lernen half nicht</translation>
    </message>
    <message>
        <source>More or clearer pictures may change that.</source>
        <translation>Mehr oder deutlichere Bilder ändern das vielleicht.</translation>
    </message>
    <message>
        <source>Test it</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>The learned one is used.</source>
        <translation>Das Gelernte wird verwendet.</translation>
    </message>
    <message>
        <source>The new run is used.</source>
        <translation>Der neue Durchgang wird verwendet.</translation>
    </message>
    <message>
        <source>The quick answer is used.</source>
        <translation>Die schnelle Antwort wird verwendet.</translation>
    </message>
    <message>
        <source>The run before had {a} of {n} right where this one has {b}. This one is used.</source>
        <translation>Der Durchgang davor hatte {a} von {n} richtig, dieser {b}. Dieser wird verwendet.</translation>
    </message>
    <message>
        <source>The run before is used.</source>
        <translation>Der Durchgang davor wird verwendet.</translation>
    </message>
    <message>
        <source>The run before was better</source>
        <translation>Der Durchgang davor war besser</translation>
    </message>
    <message>
        <source>The words are used.</source>
        <translation>Die Wörter werden verwendet.</translation>
    </message>
    <message>
        <source>Train again</source>
        <translation>Noch einmal trainieren</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>Ausprobieren</translation>
    </message>
    <message>
        <source>Use the learned one</source>
        <translation>Das Gelernte verwenden</translation>
    </message>
    <message>
        <source>Use the learned one anyway</source>
        <translation>Das Gelernte trotzdem verwenden</translation>
    </message>
    <message>
        <source>Use the new run anyway</source>
        <translation>Den neuen Durchgang trotzdem verwenden</translation>
    </message>
    <message>
        <source>{a} of {n} right before, {b} now, on the same pictures.</source>
        <translation>{a} von {n} richtig davor, {b} jetzt, auf denselben Bildern.</translation>
    </message>
    <message>
        <source>{k} of {n} right by the quick answer, likely {lo} to {hi}. That is {d} more than from words alone. Learning at length had {k1} right, which is not more: the quick answer is used.</source>
        <translation>{k} von {n} richtig mit der schnellen Antwort, wahrscheinlich {lo} bis {hi}. Das sind {d} mehr als nur aus Wörtern. Langes Lernen hatte {k1} richtig, also nicht mehr: Die schnelle Antwort wird verwendet.</translation>
    </message>
    <message>
        <source>{k} of {n} right, likely {lo} to {hi}. That is {d} more than from words alone.</source>
        <translation>{k} von {n} richtig, wahrscheinlich {lo} bis {hi}. Das sind {d} mehr als nur aus Wörtern.</translation>
    </message>
    <message>
        <source>{k} of {n} right, {k0} from words alone.</source>
        <translation>{k} von {n} richtig, {k0} nur aus Wörtern.</translation>
    </message>
    <message>
        <source>{k} of {n} right, {k1} by the quick answer, {k0} from words alone.</source>
        <translation>{k} von {n} richtig, {k1} mit der schnellen Antwort, {k0} nur aus Wörtern.</translation>
    </message>
</context>
<context>
    <name>RightPlot</name>
    <message>
        <source>How many of its own pictures it gets right</source>
        <translation>Wie viele seiner eigenen Bilder es richtig hat</translation>
    </message>
</context>
<context>
    <name>RowDelegate</name>
    <message>
        <source>closest: {name}</source>
        <translation>am nächsten: {name}</translation>
    </message>
    <message>
        <source>next best {answer}</source>
        <translation>als Nächstes {answer}</translation>
    </message>
</context>
<context>
    <name>RunActs</name>
    <message>
        <source>Answers come from this run now.</source>
        <translation>Die Antworten kommen jetzt von diesem Durchgang.</translation>
    </message>
    <message>
        <source>Answers come from words now.</source>
        <translation>Die Antworten kommen jetzt aus den Wörtern.</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Rename the run</source>
        <translation>Durchgang umbenennen</translation>
    </message>
    <message>
        <source>Run removed.</source>
        <translation>Durchgang entfernt.</translation>
    </message>
    <message>
        <source>The learned one answers now.</source>
        <translation>Jetzt antwortet das Gelernte.</translation>
    </message>
</context>
<context>
    <name>RunRow</name>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Go on from there</source>
        <translation>Von dort weitermachen</translation>
    </message>
    <message>
        <source>Keep what it learned</source>
        <translation>Das Gelernte behalten</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>More about {run}</source>
        <translation>Mehr zu {run}</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Use this</source>
        <translation>Verwenden</translation>
    </message>
    <message>
        <source>Use this: {run}</source>
        <translation>Verwenden: {run}</translation>
    </message>
    <message>
        <source>Use words only</source>
        <translation>Nur Wörter verwenden</translation>
    </message>
</context>
<context>
    <name>Runs</name>
    <message numerus="yes">
        <source>%n class(es)</source>
        <translation>
            <numerusform>%n Klasse</numerusform>
            <numerusform>%n Klassen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n class(es), imported {when}</source>
        <translation>
            <numerusform>%n Klasse, importiert: {when}</numerusform>
            <numerusform>%n Klassen, importiert: {when}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%n Bild</numerusform>
            <numerusform>%n Bilder</numerusform>
        </translation>
    </message>
    <message>
        <source>Another model</source>
        <translation>Anderes Modell</translation>
    </message>
    <message>
        <source>Cut off</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Gescheitert</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>In Gebrauch</translation>
    </message>
    <message>
        <source>Learning</source>
        <translation>Lernt</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Stopped by you</source>
        <translation>Von dir angehalten</translation>
    </message>
    <message>
        <source>Testing</source>
        <translation>Wird geprüft</translation>
    </message>
    <message>
        <source>This one</source>
        <translation>Dieser</translation>
    </message>
    <message>
        <source>started {when}</source>
        <translation>begonnen: {when}</translation>
    </message>
    <message>
        <source>{facts}, made for {model}</source>
        <translation>{facts}, gemacht für {model}</translation>
    </message>
    <message>
        <source>{k} of {n} right</source>
        <translation>{k} von {n} richtig</translation>
    </message>
</context>
<context>
    <name>RunsCard</name>
    <message>
        <source>Runs</source>
        <translation>Durchgänge</translation>
    </message>
    <message numerus="yes">
        <source>Show all %n run(s)</source>
        <translation>
            <numerusform>Alle %n Durchgänge zeigen</numerusform>
            <numerusform>Alle %n Durchgänge zeigen</numerusform>
        </translation>
    </message>
    <message>
        <source>Your runs will be listed here.</source>
        <translation>Hier stehen dann deine Durchgänge.</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
</context>
<context>
    <name>SelectionBar</name>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n ausgewählt</numerusform>
            <numerusform>%n ausgewählt</numerusform>
        </translation>
    </message>
    <message>
        <source>Accept suggestions</source>
        <translation>Vorschläge annehmen</translation>
    </message>
    <message>
        <source>Accept suggestions (Enter)</source>
        <translation>Vorschläge annehmen (Eingabe)</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>Zurückholen</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Find a class by typing (L)</source>
        <translation>Klasse durch Tippen finden (L)</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Put in</source>
        <translation>Legen in</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove for good</source>
        <translation>Endgültig entfernen</translation>
    </message>
    <message>
        <source>Select nothing</source>
        <translation>Nichts auswählen</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>A graphics card (Intel)</source>
        <translation>Eine Grafikkarte (Intel)</translation>
    </message>
    <message>
        <source>A graphics card (NVIDIA or AMD)</source>
        <translation>Eine Grafikkarte (NVIDIA oder AMD)</translation>
    </message>
    <message>
        <source>A message with Undo stays until it is closed, not for 10 seconds. With a screen reader on it always does.</source>
        <translation>Eine Meldung mit Rückgängig bleibt, bis sie geschlossen wird, nicht 10 Sekunden. Ist eine Sprachausgabe an, bleibt sie immer.</translation>
    </message>
    <message>
        <source>As the system is</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Backup every</source>
        <translation>Sicherung alle</translation>
    </message>
    <message>
        <source>Compute on</source>
        <translation>Rechnen auf</translation>
    </message>
    <message>
        <source>Copied into the program</source>
        <translation>Ins Programm kopiert</translation>
    </message>
    <message>
        <source>Copies are safe when the originals are moved or deleted. Kept in place, pictures take no room of their own, but must stay where they are.</source>
        <translation>Kopien sind sicher, wenn die Originale verschoben oder gelöscht werden. Bilder, die bleiben, wo sie sind, brauchen keinen eigenen Platz, müssen aber dort bleiben.</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>How large text is, against the size that the system asks for.</source>
        <translation>Wie groß der Text ist, gemessen an der Größe, die das System verlangt.</translation>
    </message>
    <message>
        <source>How often what has changed is backed up while the program runs. Risky steps are always preceded by a backup.</source>
        <translation>Wie oft gesichert wird, was sich geändert hat, während das Programm läuft. Vor gewagten Schritten wird immer gesichert.</translation>
    </message>
    <message>
        <source>Kept where they are</source>
        <translation>Bleiben, wo sie sind</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Learning is paused when the computer is unplugged, and goes on by itself once it is plugged in again.</source>
        <translation>Das Lernen macht Pause, wenn der Computer vom Strom getrennt wird, und geht von selbst weiter, sobald er wieder am Strom hängt.</translation>
    </message>
    <message>
        <source>Learning leaves one core of the processor to other programs. Without, it is a little faster.</source>
        <translation>Das Lernen lässt anderen Programmen einen Kern des Prozessors. Ohne das geht es etwas schneller.</translation>
    </message>
    <message>
        <source>Leave one core free</source>
        <translation>Einen Kern frei lassen</translation>
    </message>
    <message>
        <source>Less motion</source>
        <translation>Weniger Bewegung</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Light, dark, or as the system is. Pictures look the same in all of them.</source>
        <translation>Hell, dunkel oder wie das System. Bilder sehen immer gleich aus.</translation>
    </message>
    <message>
        <source>Messages stay until closed</source>
        <translation>Meldungen bleiben bis zum Schließen</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netzwerk</translation>
    </message>
    <message>
        <source>Nothing slides or eases; it is at its place at once.</source>
        <translation>Nichts gleitet; alles ist sofort an seinem Platz.</translation>
    </message>
    <message>
        <source>Open the last project at the start</source>
        <translation>Beim Start das letzte Projekt öffnen</translation>
    </message>
    <message>
        <source>Pause on battery</source>
        <translation>Pause bei Akkubetrieb</translation>
    </message>
    <message>
        <source>Pictures of new projects</source>
        <translation>Bilder neuer Projekte</translation>
    </message>
    <message>
        <source>Proxy server</source>
        <translation>Proxyserver</translation>
    </message>
    <message>
        <source>Stay awake while it learns</source>
        <translation>Wach bleiben, während es lernt</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Textgröße</translation>
    </message>
    <message>
        <source>The address of a server that hands out the same model files, for example one of your own. Empty: the one that the list of models names.</source>
        <translation>Die Adresse eines Servers, der dieselben Dateien der Modelle hergibt, zum Beispiel eines eigenen. Leer: der, den die Liste der Modelle nennt.</translation>
    </message>
    <message>
        <source>The address of the proxy that downloads go through. Empty: as the system says.</source>
        <translation>Die Adresse des Proxys, über den heruntergeladen wird. Leer: wie das System es sagt.</translation>
    </message>
    <message>
        <source>The computer does not fall asleep by itself while it learns, where the system allows that.</source>
        <translation>Der Computer schläft nicht von selbst ein, während es lernt, wo das System das erlaubt.</translation>
    </message>
    <message>
        <source>The graphics of an Apple computer</source>
        <translation>Die Grafik eines Apple-Computers</translation>
    </message>
    <message>
        <source>The language of the window.</source>
        <translation>Die Sprache des Fensters.</translation>
    </message>
    <message>
        <source>The processor</source>
        <translation>Der Prozessor</translation>
    </message>
    <message>
        <source>The processor or a graphics card. By itself, the program takes a graphics card where one works.</source>
        <translation>Der Prozessor oder eine Grafikkarte. Von selbst nimmt das Programm eine Grafikkarte, wo eine funktioniert.</translation>
    </message>
    <message>
        <source>The program goes online only for a download that you start. These are for models; nothing else uses them.</source>
        <translation>Ins Netz geht das Programm nur für etwas, das du selbst herunterlädst. Diese Einstellungen sind für Modelle; nichts anderes verwendet sie.</translation>
    </message>
    <message>
        <source>The program starts in the project that was open last; otherwise with the list of projects.</source>
        <translation>Das Programm startet in dem Projekt, das zuletzt offen war; sonst mit der Liste der Projekte.</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>What works best</source>
        <translation>Was am besten geht</translation>
    </message>
    <message>
        <source>Where models come from</source>
        <translation>Woher Modelle kommen</translation>
    </message>
    <message>
        <source>minutes</source>
        <translation>Minuten</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Back to the usual settings</source>
        <translation>Zurück zu den üblichen Einstellungen</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Shows at the next start.</source>
        <translation>Zeigt sich beim nächsten Start.</translation>
    </message>
</context>
<context>
    <name>Share</name>
    <message>
        <source>A trained file holds what was learned and the names of the classes, and none of your pictures. It works in this program and in others, with the model that it was learned with.</source>
        <translation>Eine trainierte Datei enthält, was gelernt wurde, und die Namen der Klassen, aber keines deiner Bilder. Sie geht in diesem Programm und in anderen, mit dem Modell, mit dem gelernt wurde.</translation>
    </message>
    <message>
        <source>Answer from words alone</source>
        <translation>Nur aus Wörtern antworten</translation>
    </message>
    <message>
        <source>Answers come from this run now.</source>
        <translation>Antworten kommen jetzt aus diesem Lauf.</translation>
    </message>
    <message>
        <source>Answers come from words now.</source>
        <translation>Antworten kommen jetzt aus den Wörtern.</translation>
    </message>
    <message>
        <source>Export...</source>
        <translation>Exportieren...</translation>
    </message>
    <message>
        <source>Go to Train</source>
        <translation>Zum Trainieren</translation>
    </message>
    <message>
        <source>Import a trained file...</source>
        <translation>Trainierte Datei importieren...</translation>
    </message>
    <message>
        <source>Imported: {when}</source>
        <translation>Importiert: {when}</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>In Gebrauch</translation>
    </message>
    <message>
        <source>It is called {name} now.</source>
        <translation>Es heißt jetzt {name}.</translation>
    </message>
    <message>
        <source>It knows {names}.</source>
        <translation>Sie kennt {names}.</translation>
    </message>
    <message>
        <source>It was made for the model {model}, and answers only with that one.</source>
        <translation>Sie wurde für das Modell {model} gemacht und antwortet nur mit diesem.</translation>
    </message>
    <message>
        <source>Learned: {when}</source>
        <translation>Gelernt: {when}</translation>
    </message>
    <message>
        <source>Nothing to share yet.</source>
        <translation>Noch nichts zu teilen.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Rename the trained file</source>
        <translation>Trainierte Datei umbenennen</translation>
    </message>
    <message>
        <source>Rename...</source>
        <translation>Umbenennen...</translation>
    </message>
    <message>
        <source>Share what it learned</source>
        <translation>Gelerntes teilen</translation>
    </message>
    <message>
        <source>Train first, or import a trained file that somebody gave you.</source>
        <translation>Trainiere erst, oder importiere eine trainierte Datei, die dir jemand gab.</translation>
    </message>
    <message>
        <source>Use this</source>
        <translation>Verwenden</translation>
    </message>
    <message numerus="yes">
        <source>{names} and %n more</source>
        <translation>
            <numerusform>{names} und %n weitere</numerusform>
            <numerusform>{names} und %n weitere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ShellActions</name>
    <message>
        <source>&amp;About MMRL Studio</source>
        <translation>Ü&amp;ber MMRL Studio</translation>
    </message>
    <message>
        <source>&amp;Add pictures...</source>
        <translation>Bilder &amp;hinzufügen...</translation>
    </message>
    <message>
        <source>&amp;Back up now</source>
        <translation>Jetzt &amp;sichern</translation>
    </message>
    <message>
        <source>&amp;Check</source>
        <translation>&amp;Prüfen</translation>
    </message>
    <message>
        <source>&amp;Duplicate the project</source>
        <translation>Projekt &amp;verdoppeln</translation>
    </message>
    <message>
        <source>&amp;Export the project...</source>
        <translation>Projekt &amp;exportieren...</translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation>&amp;Suchen</translation>
    </message>
    <message>
        <source>&amp;Go back to a backup...</source>
        <translation>Zu einer Sicherung &amp;zurückgehen...</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Import a project or a trained file...</source>
        <translation>Projekt oder trainierte Datei &amp;importieren...</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>&amp;Tasten</translation>
    </message>
    <message>
        <source>&amp;Menu</source>
        <translation>&amp;Menü</translation>
    </message>
    <message>
        <source>&amp;Messages</source>
        <translation>&amp;Meldungen</translation>
    </message>
    <message>
        <source>&amp;New project</source>
        <translation>&amp;Neues Projekt</translation>
    </message>
    <message>
        <source>&amp;Next area</source>
        <translation>&amp;Nächster Bereich</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>E&amp;infügen</translation>
    </message>
    <message>
        <source>&amp;Pictures</source>
        <translation>&amp;Bilder</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>Been&amp;den</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>&amp;Rename the project...</source>
        <translation>Projekt &amp;umbenennen...</translation>
    </message>
    <message>
        <source>&amp;Search everything</source>
        <translation>&amp;Alles durchsuchen</translation>
    </message>
    <message>
        <source>&amp;Settings</source>
        <translation>&amp;Einstellungen</translation>
    </message>
    <message>
        <source>&amp;Train</source>
        <translation>&amp;Trainieren</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Use</source>
        <translation>&amp;Verwenden</translation>
    </message>
    <message>
        <source>All &amp;projects</source>
        <translation>Alle &amp;Projekte</translation>
    </message>
    <message>
        <source>F&amp;ull screen</source>
        <translation>V&amp;ollbild</translation>
    </message>
    <message>
        <source>M&amp;odels...</source>
        <translation>M&amp;odelle...</translation>
    </message>
    <message>
        <source>Move the project to the &amp;trash</source>
        <translation>Projekt in den Papier&amp;korb legen</translation>
    </message>
    <message>
        <source>Open the &amp;log folder</source>
        <translation>&amp;Protokollordner öffnen</translation>
    </message>
    <message>
        <source>Open the &amp;sample</source>
        <translation>&amp;Beispiel öffnen</translation>
    </message>
    <message>
        <source>Pro&amp;ject settings...</source>
        <translation>Pro&amp;jekteinstellungen …</translation>
    </message>
    <message>
        <source>Tr&amp;y</source>
        <translation>&amp;Ausprobieren</translation>
    </message>
    <message>
        <source>Train &amp;now</source>
        <translation>&amp;Jetzt trainieren</translation>
    </message>
</context>
<context>
    <name>ShellDialogs</name>
    <message>
        <source>A backup was made.</source>
        <translation>Eine Sicherung wurde gemacht.</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Überall</translation>
    </message>
    <message>
        <source>On this page</source>
        <translation>Auf dieser Seite</translation>
    </message>
</context>
<context>
    <name>SimilarBox</name>
    <message>
        <source>Most alike</source>
        <translation>Am ähnlichsten</translation>
    </message>
    <message>
        <source>What its words say</source>
        <translation>Was die Wörter sagen</translation>
    </message>
    <message>
        <source>What the computer sees</source>
        <translation>Was der Computer sieht</translation>
    </message>
</context>
<context>
    <name>SortFolder</name>
    <message>
        <source>Choose a folder</source>
        <translation>Ordner wählen</translation>
    </message>
    <message>
        <source>Looking through {folder}</source>
        <translation>Sieht {folder} durch</translation>
    </message>
</context>
<context>
    <name>SourceRow</name>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%n Bild</numerusform>
            <numerusform>%n Bilder</numerusform>
        </translation>
    </message>
    <message>
        <source>Show the pictures of {name}</source>
        <translation>Bilder von {name} zeigen</translation>
    </message>
</context>
<context>
    <name>SourcesCard</name>
    <message numerus="yes">
        <source>%n more class(es)</source>
        <translation>
            <numerusform>%n weitere Klasse</numerusform>
            <numerusform>%n weitere Klassen</numerusform>
        </translation>
    </message>
    <message>
        <source>No classes yet.</source>
        <translation>Noch keine Klassen.</translation>
    </message>
    <message>
        <source>What it learns from</source>
        <translation>Wovon es lernt</translation>
    </message>
</context>
<context>
    <name>Stage</name>
    <message>
        <source>Drop another picture here</source>
        <translation>Ziehe ein anderes Bild hierher</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Choose a folder</source>
        <translation>Ordner wählen</translation>
    </message>
    <message>
        <source>Choose a folder...</source>
        <translation>Ordner wählen...</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Drop pictures or a folder anywhere to start a project</source>
        <translation>Ziehe Bilder oder einen Ordner irgendwohin, um ein Projekt zu beginnen</translation>
    </message>
    <message>
        <source>Drop to start a project</source>
        <translation>Loslassen beginnt ein Projekt</translation>
    </message>
    <message>
        <source>Eight are better. Folders and zip files work too.</source>
        <translation>Acht sind besser. Ordner und Zip-Dateien gehen auch.</translation>
    </message>
    <message>
        <source>Find a project</source>
        <translation>Projekt suchen</translation>
    </message>
    <message>
        <source>Folders inside it become classes.</source>
        <translation>Ordner darin werden Klassen.</translation>
    </message>
    <message>
        <source>Folders inside it become classes. Your originals are copied, never changed.</source>
        <translation>Ordner darin werden Klassen. Deine Originale werden kopiert, nie geändert.</translation>
    </message>
    <message>
        <source>Four pictures of each class are a start.</source>
        <translation>Vier Bilder von jeder Klasse sind ein Anfang.</translation>
    </message>
    <message>
        <source>Import a project or a trained file...</source>
        <translation>Projekt oder trainierte Datei importieren...</translation>
    </message>
    <message>
        <source>Move to the trash</source>
        <translation>In den Papierkorb legen</translation>
    </message>
    <message>
        <source>New project</source>
        <translation>Neues Projekt</translation>
    </message>
    <message>
        <source>No pictures of something? Type its name.</source>
        <translation>Keine Bilder von etwas? Tippe seinen Namen.</translation>
    </message>
    <message>
        <source>No project is called &quot;{text}&quot;.</source>
        <translation>Kein Projekt heißt „{text}“.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Open the sample</source>
        <translation>Beispiel öffnen</translation>
    </message>
    <message>
        <source>Open the sample: Animals</source>
        <translation>Beispiel öffnen: Tiere</translation>
    </message>
    <message>
        <source>Show your computer a few pictures of each thing. It learns to tell them apart.</source>
        <translation>Zeige deinem Computer von jedem Ding ein paar Bilder. Er lernt, sie zu unterscheiden.</translation>
    </message>
    <message>
        <source>Teach your computer to tell things apart.</source>
        <translation>Bringe deinem Computer bei, Dinge zu unterscheiden.</translation>
    </message>
    <message numerus="yes">
        <source>Trash: %n project(s)</source>
        <translation>
            <numerusform>Papierkorb: %n Projekt</numerusform>
            <numerusform>Papierkorb: %n Projekte</numerusform>
        </translation>
    </message>
    <message>
        <source>Try the sample first: it takes a minute.</source>
        <translation>Versuche erst das Beispiel: Es dauert eine Minute.</translation>
    </message>
    <message>
        <source>Typed names and learned classes answer together.</source>
        <translation>Getippte Namen und gelernte Klassen antworten zusammen.</translation>
    </message>
    <message>
        <source>Where projects are kept</source>
        <translation>Wo die Projekte liegen</translation>
    </message>
    <message>
        <source>Your pictures stay on this computer. It goes online only for a download that you start.</source>
        <translation>Deine Bilder bleiben auf diesem Computer. Ins Netz geht es nur für etwas, das du selbst herunterlädst.</translation>
    </message>
    <message>
        <source>Your projects</source>
        <translation>Deine Projekte</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Everything is saved</source>
        <translation>Alles ist gespeichert</translation>
    </message>
    <message>
        <source>Model: {name}</source>
        <translation>Modell: {name}</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>Wird gespeichert</translation>
    </message>
    <message>
        <source>Works offline. Nothing leaves this computer.</source>
        <translation>Geht ohne Netz. Nichts verlässt diesen Computer.</translation>
    </message>
</context>
<context>
    <name>StepCard</name>
    <message numerus="yes">
        <source>%n picture(s) in the inbox are not in a class yet.</source>
        <translation>
            <numerusform>%n Bild im Eingang ist noch in keiner Klasse.</numerusform>
            <numerusform>%n Bilder im Eingang sind noch in keiner Klasse.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) may be in a wrong class. Look at them first.</source>
        <translation>
            <numerusform>%n Bild ist vielleicht in einer falschen Klasse. Sieh es zuerst an.</numerusform>
            <numerusform>%n Bilder sind vielleicht in einer falschen Klasse. Sieh sie zuerst an.</numerusform>
        </translation>
    </message>
    <message>
        <source>Add a class</source>
        <translation>Klasse hinzufügen</translation>
    </message>
    <message>
        <source>Add a second class</source>
        <translation>Füge eine zweite Klasse hinzu</translation>
    </message>
    <message>
        <source>Add pictures</source>
        <translation>Bilder hinzufügen</translation>
    </message>
    <message numerus="yes">
        <source>Every class has at least %n picture(s).</source>
        <translation>
            <numerusform>Jede Klasse hat mindestens %n Bild.</numerusform>
            <numerusform>Jede Klasse hat mindestens %n Bilder.</numerusform>
        </translation>
    </message>
    <message>
        <source>Four are a start, eight are better.</source>
        <translation>Vier sind ein Anfang, acht sind besser.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weitermachen</translation>
    </message>
    <message>
        <source>It has learned</source>
        <translation>Es hat gelernt</translation>
    </message>
    <message>
        <source>It needs at least two to compare.</source>
        <translation>Zum Vergleichen braucht es mindestens zwei.</translation>
    </message>
    <message>
        <source>Learning waits</source>
        <translation>Das Lernen wartet</translation>
    </message>
    <message>
        <source>Ready to train</source>
        <translation>Bereit zum Trainieren</translation>
    </message>
    <message>
        <source>Sort a few more first</source>
        <translation>Sortiere erst noch ein paar</translation>
    </message>
    <message>
        <source>The last run can go on from where it was. Nothing is lost.</source>
        <translation>Der letzte Durchgang kann weitergehen, wo er war. Nichts ist verloren.</translation>
    </message>
    <message numerus="yes">
        <source>The smallest class has %n picture(s); eight are better.</source>
        <translation>
            <numerusform>Die kleinste Klasse hat %n Bild; acht sind besser.</numerusform>
            <numerusform>Die kleinste Klasse hat %n Bilder; acht sind besser.</numerusform>
        </translation>
    </message>
    <message>
        <source>Train</source>
        <translation>Trainieren</translation>
    </message>
    <message>
        <source>Try</source>
        <translation>Ausprobieren</translation>
    </message>
    <message>
        <source>Try it on a new picture.</source>
        <translation>Probiere es mit einem neuen Bild aus.</translation>
    </message>
    <message numerus="yes">
        <source>{name} has %n picture(s)</source>
        <translation>
            <numerusform>{name} hat %n Bild</numerusform>
            <numerusform>{name} hat %n Bilder</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Steps</name>
    <message>
        <source>at work</source>
        <translation>in Arbeit</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>to come</source>
        <translation>kommt noch</translation>
    </message>
</context>
<context>
    <name>SuggestionBox</name>
    <message numerus="yes">
        <source>%n maybe</source>
        <translation>
            <numerusform>%n vielleicht</numerusform>
            <numerusform>%n vielleicht</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sure</source>
        <translation>
            <numerusform>%n sicher</numerusform>
            <numerusform>%n sicher</numerusform>
        </translation>
    </message>
    <message>
        <source>Accept (Enter)</source>
        <translation>Annehmen (Eingabe)</translation>
    </message>
    <message numerus="yes">
        <source>Accept all %n</source>
        <translation>
            <numerusform>%n annehmen</numerusform>
            <numerusform>Alle %n annehmen</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose another class (L)</source>
        <translation>Andere Klasse wählen (L)</translation>
    </message>
    <message>
        <source>Choose another class...</source>
        <translation>Andere Klasse wählen...</translation>
    </message>
    <message numerus="yes">
        <source>Put all %n in {name}</source>
        <translation>
            <numerusform>%n in {name} legen</numerusform>
            <numerusform>Alle %n in {name} legen</numerusform>
        </translation>
    </message>
    <message>
        <source>Put in {name}</source>
        <translation>In {name} legen</translation>
    </message>
    <message>
        <source>Suggested</source>
        <translation>Vorgeschlagen</translation>
    </message>
    <message>
        <source>Suggestions come from the words of your classes and the pictures in them. They are never used for learning until you accept them.</source>
        <translation>Vorschläge kommen aus den Wörtern deiner Klassen und den Bildern darin. Gelernt wird aus ihnen nie, bevor du sie annimmst.</translation>
    </message>
</context>
<context>
    <name>TableSaving</name>
    <message numerus="yes">
        <source>%n line(s) saved in {name}.</source>
        <translation>
            <numerusform>%n Zeile in {name} gespeichert.</numerusform>
            <numerusform>%n Zeilen in {name} gespeichert.</numerusform>
        </translation>
    </message>
    <message>
        <source>Save as a table</source>
        <translation>Als Tabelle speichern</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tabellen</translation>
    </message>
</context>
<context>
    <name>Tile</name>
    <message>
        <source>has a copy</source>
        <translation>hat eine Kopie</translation>
    </message>
    <message>
        <source>like no other</source>
        <translation>wie kein anderes</translation>
    </message>
    <message>
        <source>like {name}</source>
        <translation>wie {name}</translation>
    </message>
    <message>
        <source>looks like {name}</source>
        <translation>sieht aus wie {name}</translation>
    </message>
    <message>
        <source>maybe</source>
        <translation>vielleicht</translation>
    </message>
    <message>
        <source>or {name}?</source>
        <translation>oder {name}?</translation>
    </message>
    <message>
        <source>sure</source>
        <translation>sicher</translation>
    </message>
</context>
<context>
    <name>TrainActions</name>
    <message>
        <source>Advanced</source>
        <translation>Erweitert</translation>
    </message>
    <message>
        <source>Pause or go on</source>
        <translation>Pause oder weiter</translation>
    </message>
    <message>
        <source>Stop learning</source>
        <translation>Lernen anhalten</translation>
    </message>
</context>
<context>
    <name>TrainedNames</name>
    <message numerus="yes">
        <source>%n picture(s), answered by a run that is gone</source>
        <translation>
            <numerusform>%n Bild, beantwortet von einem Lauf, den es nicht mehr gibt</numerusform>
            <numerusform>%n Bilder, beantwortet von einem Lauf, den es nicht mehr gibt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s), answered by the quick answer</source>
        <translation>
            <numerusform>%n Bild, mit der schnellen Antwort</numerusform>
            <numerusform>%n Bilder, mit der schnellen Antwort</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s), answered from words alone</source>
        <translation>
            <numerusform>%n Bild, beantwortet aus Wörtern allein</numerusform>
            <numerusform>%n Bilder, beantwortet aus Wörtern allein</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s), answered with the run: {run}</source>
        <translation>
            <numerusform>%n Bild, beantwortet mit dem Lauf: {run}</numerusform>
            <numerusform>%n Bilder, beantwortet mit dem Lauf: {run}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TrashDialog</name>
    <message>
        <source>Bring it back</source>
        <translation>Zurückholen</translation>
    </message>
    <message>
        <source>Bring {name} back</source>
        <translation>{name} zurückholen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Delete for good</source>
        <translation>Endgültig löschen</translation>
    </message>
    <message>
        <source>Delete {name} for good</source>
        <translation>{name} endgültig löschen</translation>
    </message>
    <message>
        <source>Trash</source>
        <translation>Papierkorb</translation>
    </message>
</context>
<context>
    <name>TrialButton</name>
    <message>
        <source>{k} of {n}</source>
        <translation>{k} von {n}</translation>
    </message>
</context>
<context>
    <name>TrialStrip</name>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Clear the pictures</source>
        <translation>Bilder wegräumen</translation>
    </message>
</context>
<context>
    <name>TryPage</name>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>Clear the pictures</source>
        <translation>Bilder wegräumen</translation>
    </message>
    <message numerus="yes">
        <source>Drop %n picture(s) to try</source>
        <translation>
            <numerusform>%n Bild zum Ausprobieren ablegen</numerusform>
            <numerusform>%n Bilder zum Ausprobieren ablegen</numerusform>
        </translation>
    </message>
    <message>
        <source>Drop a picture here.</source>
        <translation>Ziehe ein Bild hierher.</translation>
    </message>
    <message>
        <source>Drop to try the pictures in it</source>
        <translation>Ablegen, um die Bilder darin auszuprobieren</translation>
    </message>
    <message>
        <source>Next picture</source>
        <translation>Nächstes Bild</translation>
    </message>
    <message>
        <source>Open pictures</source>
        <translation>Bilder öffnen</translation>
    </message>
    <message>
        <source>Open pictures...</source>
        <translation>Bilder öffnen...</translation>
    </message>
    <message>
        <source>Or paste one with Ctrl+V.</source>
        <translation>Oder füge eines mit Strg+V ein.</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>Previous picture</source>
        <translation>Voriges Bild</translation>
    </message>
    <message>
        <source>Try pictures of the sample</source>
        <translation>Bilder des Beispiels ausprobieren</translation>
    </message>
    <message>
        <source>Type a name</source>
        <translation>Namen tippen</translation>
    </message>
    <message>
        <source>Use the camera</source>
        <translation>Kamera verwenden</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>keine Antwort</translation>
    </message>
    <message>
        <source>none of these</source>
        <translation>keines davon</translation>
    </message>
</context>
<context>
    <name>TrySentences</name>
    <message>
        <source>If you know what it is, type its name below.</source>
        <translation>Wenn du weißt, was es ist, tippe unten seinen Namen.</translation>
    </message>
    <message numerus="yes">
        <source>It goes by the word {name}, not by your %n picture(s): words alone answer now.</source>
        <translation>
            <numerusform>Es geht nach dem Wort {name}, nicht nach deinem %n Bild: Jetzt antworten nur die Wörter.</numerusform>
            <numerusform>Es geht nach dem Wort {name}, nicht nach deinen %n Bildern: Jetzt antworten nur die Wörter.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It has not learned from your %n picture(s) of {name} yet. It knows the word.</source>
        <translation>
            <numerusform>Aus deinem Bild von {name} hat es noch nicht gelernt. Es kennt das Wort.</numerusform>
            <numerusform>Aus deinen %n Bildern von {name} hat es noch nicht gelernt. Es kennt das Wort.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It looks like your %n picture(s) of {name}.</source>
        <translation>
            <numerusform>Es sieht aus wie dein Bild von {name}.</numerusform>
            <numerusform>Es sieht aus wie deine %n Bilder von {name}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Not like the %n name(s) you typed.</source>
        <translation>
            <numerusform>Nicht wie der Name, den du getippt hast.</numerusform>
            <numerusform>Nicht wie die %n Namen, die du getippt hast.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Not like your %n class(es), nor {names}.</source>
        <translation>
            <numerusform>Nicht wie deine Klasse, auch nicht wie {names}.</numerusform>
            <numerusform>Nicht wie deine %n Klassen, auch nicht wie {names}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Not like your %n class(es).</source>
        <translation>
            <numerusform>Nicht wie deine Klasse.</numerusform>
            <numerusform>Nicht wie deine %n Klassen.</numerusform>
        </translation>
    </message>
    <message>
        <source>There is already a class &quot;{name}&quot;. It is asked about anyway.</source>
        <translation>Es gibt schon eine Klasse „{name}“. Nach ihr wird ohnehin gefragt.</translation>
    </message>
    <message>
        <source>There is nothing else to choose from. Type another name to compare it with.</source>
        <translation>Es gibt nichts anderes zur Wahl. Tippe einen weiteren Namen zum Vergleichen.</translation>
    </message>
    <message>
        <source>You never showed it a {name}. It knows the word.</source>
        <translation>{name} hast du ihm nie gezeigt. Es kennt das Wort.</translation>
    </message>
    <message>
        <source>You never showed it an {name}. It knows the word.</source>
        <translation>{name} hast du ihm nie gezeigt. Es kennt das Wort.</translation>
    </message>
    <message numerus="yes">
        <source>the %n name(s) you typed</source>
        <translation>
            <numerusform>der Name, den du getippt hast</numerusform>
            <numerusform>die %n Namen, die du getippt hast</numerusform>
        </translation>
    </message>
    <message>
        <source>{a} is most likely, but it is less like your pictures than they are like each other.</source>
        <translation>{a} ist am wahrscheinlichsten, aber das Bild gleicht deinen Bildern weniger als diese einander.</translation>
    </message>
    <message>
        <source>{a} is most likely, but not by enough to be sure.</source>
        <translation>{a} ist am wahrscheinlichsten, aber nicht genug, um sicher zu sein.</translation>
    </message>
    <message>
        <source>{a} is most likely, {b} is close.</source>
        <translation>{a} ist am wahrscheinlichsten, {b} ist nah dran.</translation>
    </message>
</context>
<context>
    <name>TypedNames</name>
    <message>
        <source>Also ask about</source>
        <translation>Auch fragen nach</translation>
    </message>
    <message>
        <source>Type a name</source>
        <translation>Namen tippen</translation>
    </message>
    <message>
        <source>names you have no pictures of</source>
        <translation>Namen, zu denen du keine Bilder hast</translation>
    </message>
</context>
<context>
    <name>Undoing</name>
    <message>
        <source>Done again: {what}</source>
        <translation>Wiederholt: {what}</translation>
    </message>
    <message>
        <source>Redo: {what}</source>
        <translation>Wiederholen: {what}</translation>
    </message>
    <message>
        <source>Taken back: {what}</source>
        <translation>Zurückgenommen: {what}</translation>
    </message>
    <message>
        <source>Undo: {what}</source>
        <translation>Rückgängig: {what}</translation>
    </message>
</context>
<context>
    <name>Untested</name>
    <message>
        <source>A test needs 2 pictures in each class: one to learn from, one to ask about.</source>
        <translation>Eine Prüfung braucht 2 Bilder in jeder Klasse: eines zum Lernen, eines zum Fragen.</translation>
    </message>
    <message>
        <source>Go to Pictures</source>
        <translation>Zu den Bildern</translation>
    </message>
    <message>
        <source>It has learned, but was not tested.</source>
        <translation>Es hat gelernt, wurde aber nicht geprüft.</translation>
    </message>
    <message>
        <source>Not tested yet.</source>
        <translation>Noch nicht geprüft.</translation>
    </message>
    <message>
        <source>Test it</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>With one class there is nothing to mix up. Add a second one, then train again.</source>
        <translation>Mit einer Klasse gibt es nichts zu verwechseln. Füge eine zweite hinzu und trainiere noch einmal.</translation>
    </message>
    <message>
        <source>{name} needs 2</source>
        <translation>{name} braucht 2</translation>
    </message>
    <message>
        <source>{needs}. Add some, then train again.</source>
        <translation>{needs}. Füge welche hinzu und trainiere noch einmal.</translation>
    </message>
</context>
<context>
    <name>UsePage</name>
    <message>
        <source>Choose a folder...</source>
        <translation>Ordner wählen...</translation>
    </message>
    <message>
        <source>Drop a folder to answer its pictures</source>
        <translation>Ziehe einen Ordner hierher, um seine Bilder zu beantworten</translation>
    </message>
    <message>
        <source>Drop a folder to watch it</source>
        <translation>Ziehe einen Ordner hierher, um ihn zu beobachten</translation>
    </message>
    <message>
        <source>Nothing in the folder is changed.</source>
        <translation>Im Ordner wird nichts geändert.</translation>
    </message>
    <message>
        <source>Save as a table (CSV)...</source>
        <translation>Als Tabelle speichern (CSV)...</translation>
    </message>
    <message>
        <source>Share what it learned</source>
        <translation>Gelerntes teilen</translation>
    </message>
    <message>
        <source>Sort a folder</source>
        <translation>Einen Ordner sortieren</translation>
    </message>
    <message>
        <source>Use it in other programs</source>
        <translation>In anderen Programmen verwenden</translation>
    </message>
    <message>
        <source>Watch a folder</source>
        <translation>Einen Ordner beobachten</translation>
    </message>
    <message>
        <source>Watch a folder...</source>
        <translation>Einen Ordner beobachten...</translation>
    </message>
</context>
<context>
    <name>WatchCard</name>
    <message numerus="yes">
        <source>%n picture(s) wait for their answer.</source>
        <translation>
            <numerusform>%n Bild wartet auf seine Antwort.</numerusform>
            <numerusform>%n Bilder warten auf ihre Antwort.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) were there before and are left out.</source>
        <translation>
            <numerusform>%n Bild war vorher da und wird ausgelassen.</numerusform>
            <numerusform>%n Bilder waren vorher da und werden ausgelassen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Go on watching</source>
        <translation>Weiter beobachten</translation>
    </message>
    <message>
        <source>New pictures go to the inbox too.</source>
        <translation>Neue Bilder kommen auch in den Eingang.</translation>
    </message>
    <message>
        <source>Not watched just now. What comes meanwhile is answered when it goes on.</source>
        <translation>Wird gerade nicht beobachtet. Was inzwischen kommt, wird beantwortet, wenn es weitergeht.</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Watching. New pictures are answered as they come.</source>
        <translation>Wird beobachtet. Neue Bilder werden beantwortet, sobald sie kommen.</translation>
    </message>
</context>
<context>
    <name>WatchDialog</name>
    <message numerus="yes">
        <source>%n picture(s) are in it now.</source>
        <translation>
            <numerusform>%n Bild ist jetzt darin.</numerusform>
            <numerusform>%n Bilder sind jetzt darin.</numerusform>
        </translation>
    </message>
    <message>
        <source>Answer these too</source>
        <translation>Auch diese beantworten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Folders inside it count too</source>
        <translation>Ordner darin zählen auch</translation>
    </message>
    <message>
        <source>New pictures get answers as they come, as long as the program is open. Nothing in the folder is changed.</source>
        <translation>Neue Bilder bekommen Antworten, sobald sie kommen, solange das Programm offen ist. Im Ordner wird nichts geändert.</translation>
    </message>
    <message>
        <source>Put new pictures into the inbox too</source>
        <translation>Neue Bilder auch in den Eingang legen</translation>
    </message>
    <message>
        <source>Watch</source>
        <translation>Beobachten</translation>
    </message>
    <message>
        <source>Watch &quot;{folder}&quot;?</source>
        <translation>„{folder}“ beobachten?</translation>
    </message>
</context>
<context>
    <name>WatchFolder</name>
    <message>
        <source>Choose a folder to watch</source>
        <translation>Ordner zum Beobachten wählen</translation>
    </message>
    <message>
        <source>Choose a folder to watch.</source>
        <translation>Wähle einen Ordner zum Beobachten.</translation>
    </message>
    <message>
        <source>New pictures in it get answers as they come; nothing in the folder is changed.</source>
        <translation>Neue Bilder darin bekommen Antworten, sobald sie kommen; im Ordner wird nichts geändert.</translation>
    </message>
    <message>
        <source>Watch a folder</source>
        <translation>Einen Ordner beobachten</translation>
    </message>
</context>
<context>
    <name>Weighing</name>
    <message>
        <source>Weighing typed names</source>
        <translation>Getippte Namen werden gewichtet</translation>
    </message>
</context>
<context>
    <name>Where</name>
    <message>
        <source>in many places</source>
        <translation>an vielen Stellen</translation>
    </message>
    <message>
        <source>mostly in the lower left</source>
        <translation>meist unten links</translation>
    </message>
    <message>
        <source>mostly in the lower middle</source>
        <translation>meist unten in der Mitte</translation>
    </message>
    <message>
        <source>mostly in the lower right</source>
        <translation>meist unten rechts</translation>
    </message>
    <message>
        <source>mostly in the middle</source>
        <translation>meist in der Mitte</translation>
    </message>
    <message>
        <source>mostly in the upper left</source>
        <translation>meist oben links</translation>
    </message>
    <message>
        <source>mostly in the upper middle</source>
        <translation>meist oben in der Mitte</translation>
    </message>
    <message>
        <source>mostly in the upper right</source>
        <translation>meist oben rechts</translation>
    </message>
    <message>
        <source>mostly on the left</source>
        <translation>meist links</translation>
    </message>
    <message>
        <source>mostly on the right</source>
        <translation>meist rechts</translation>
    </message>
</context>
<context>
    <name>WhereItLooked</name>
    <message>
        <source>Bright: what spoke for {name}</source>
        <translation>Hell: was für {name} sprach</translation>
    </message>
    <message>
        <source>Finding where it looked</source>
        <translation>Sucht, wohin es schaute</translation>
    </message>
    <message>
        <source>Show where it looked</source>
        <translation>Zeigen, wohin es schaute</translation>
    </message>
    <message>
        <source>What spoke for {name} is {place}.</source>
        <translation>Was für {name} sprach, ist {place}.</translation>
    </message>
    <message>
        <source>Where it looked could not be found.</source>
        <translation>Wohin es schaute, ließ sich nicht finden.</translation>
    </message>
</context>
<context>
    <name>Wording</name>
    <message numerus="yes">
        <source>%n minute(s) ago</source>
        <translation>
            <numerusform>vor %n Minute</numerusform>
            <numerusform>vor %n Minuten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n second(s) ago</source>
        <translation>
            <numerusform>vor %n Sekunde</numerusform>
            <numerusform>vor %n Sekunden</numerusform>
        </translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gestern</translation>
    </message>
    <message numerus="yes">
        <source>about %n hour(s)</source>
        <translation>
            <numerusform>etwa %n Stunde</numerusform>
            <numerusform>etwa %n Stunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n minute(s)</source>
        <translation>
            <numerusform>etwa %n Minute</numerusform>
            <numerusform>etwa %n Minuten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n second(s)</source>
        <translation>
            <numerusform>etwa %n Sekunde</numerusform>
            <numerusform>etwa %n Sekunden</numerusform>
        </translation>
    </message>
    <message>
        <source>d MMMM</source>
        <translation>d. MMMM</translation>
    </message>
    <message>
        <source>d MMMM yyyy</source>
        <translation>d. MMMM yyyy</translation>
    </message>
    <message>
        <source>{day}, {time}</source>
        <translation>{day}, {time}</translation>
    </message>
</context>
<context>
    <name>WordsDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Say in a few words what the pictures show. The model knows English best.</source>
        <translation>Sage in wenigen Wörtern, was die Bilder zeigen. Das Modell kann am besten Englisch.</translation>
    </message>
    <message>
        <source>Use these words</source>
        <translation>Diese Wörter verwenden</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>Wörter</translation>
    </message>
    <message>
        <source>Words for {name}</source>
        <translation>Wörter für {name}</translation>
    </message>
</context>
<context>
    <name>WorkCard</name>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n Sekunde</numerusform>
            <numerusform>%n Sekunden</numerusform>
        </translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Ending</source>
        <translation>Wird beendet</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weitermachen</translation>
    </message>
    <message>
        <source>Go on from there</source>
        <translation>Von dort weitermachen</translation>
    </message>
    <message>
        <source>Has stopped improving; you can stop now and keep it</source>
        <translation>Wird nicht mehr besser; du kannst jetzt anhalten und es behalten</translation>
    </message>
    <message>
        <source>It can go on from there, or be used as it is.</source>
        <translation>Es kann von dort weitergehen oder so verwendet werden, wie es ist.</translation>
    </message>
    <message>
        <source>It can go on.</source>
        <translation>Es kann weitergehen.</translation>
    </message>
    <message>
        <source>Keep what it learned</source>
        <translation>Das Gelernte behalten</translation>
    </message>
    <message>
        <source>Learn</source>
        <translation>Lernen</translation>
    </message>
    <message>
        <source>Learning</source>
        <translation>Lernt</translation>
    </message>
    <message>
        <source>Learning stopped at {p}</source>
        <translation>Lernen bei {p} angehalten</translation>
    </message>
    <message>
        <source>Learning went astray and was stopped at round {n}. Try Advanced, Careful.</source>
        <translation>Das Lernen ist entgleist und wurde bei Runde {n} angehalten. Versuche es unter Erweitert mit Vorsichtig.</translation>
    </message>
    <message numerus="yes">
        <source>Learning your %n class(es)</source>
        <translation>
            <numerusform>Lernt deine Klasse</numerusform>
            <numerusform>Lernt deine %n Klassen</numerusform>
        </translation>
    </message>
    <message>
        <source>Nearly there</source>
        <translation>Fast fertig</translation>
    </message>
    <message>
        <source>Nothing is lost.</source>
        <translation>Nichts ist verloren.</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Paused at {p}</source>
        <translation>Pause bei {p}</translation>
    </message>
    <message>
        <source>Read pictures</source>
        <translation>Bilder lesen</translation>
    </message>
    <message>
        <source>Reading pictures</source>
        <translation>Bilder werden gelesen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>Wird gespeichert</translation>
    </message>
    <message>
        <source>Something went wrong in the program.</source>
        <translation>Im Programm ist etwas schiefgegangen.</translation>
    </message>
    <message>
        <source>Start again</source>
        <translation>Von vorn beginnen</translation>
    </message>
    <message>
        <source>Still improving</source>
        <translation>Wird noch besser</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Stopped at {p}</source>
        <translation>Bei {p} angehalten</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Testing on pictures that it did not learn from</source>
        <translation>Wird an Bildern geprüft, von denen es nicht gelernt hat</translation>
    </message>
    <message>
        <source>The last run was cut off at {p}</source>
        <translation>Der letzte Durchgang wurde bei {p} abgebrochen</translation>
    </message>
    <message>
        <source>The last saved point is kept.</source>
        <translation>Der letzte gespeicherte Stand bleibt.</translation>
    </message>
    <message>
        <source>Train carefully</source>
        <translation>Vorsichtig trainieren</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Waiting for its turn</source>
        <translation>Wartet, bis es an der Reihe ist</translation>
    </message>
    <message>
        <source>You can go on working on the other pages.</source>
        <translation>Du kannst auf den anderen Seiten weiterarbeiten.</translation>
    </message>
    <message>
        <source>needs two pictures a class</source>
        <translation>braucht zwei Bilder in jeder Klasse</translation>
    </message>
    <message>
        <source>on unseen pictures</source>
        <translation>an ungesehenen Bildern</translation>
    </message>
    <message>
        <source>part {n} of {m}</source>
        <translation>Teil {n} von {m}</translation>
    </message>
    <message>
        <source>round {n} of {m}</source>
        <translation>Runde {n} von {m}</translation>
    </message>
    <message>
        <source>{left}, then {time} to test</source>
        <translation>{left}, dann {time} zum Prüfen</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>noch {time}</translation>
    </message>
</context>
<context>
    <name>WorkStrip</name>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message numerus="yes">
        <source>{done} of %n picture(s)</source>
        <translation>
            <numerusform>{done} von %n Bild</numerusform>
            <numerusform>{done} von %n Bildern</numerusform>
        </translation>
    </message>
    <message>
        <source>{n} a second</source>
        <translation>{n} pro Sekunde</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>noch {time}</translation>
    </message>
</context>
<context>
    <name>WorthALook</name>
    <message>
        <source>Looking at your pictures.</source>
        <translation>Deine Bilder werden angesehen.</translation>
    </message>
    <message>
        <source>Nothing to look at. Well sorted.</source>
        <translation>Nichts anzusehen. Gut sortiert.</translation>
    </message>
    <message numerus="yes">
        <source>Show all %n</source>
        <translation>
            <numerusform>%n zeigen</numerusform>
            <numerusform>Alle %n zeigen</numerusform>
        </translation>
    </message>
    <message>
        <source>There are no pictures yet.</source>
        <translation>Es gibt noch keine Bilder.</translation>
    </message>
    <message>
        <source>Worth a look</source>
        <translation>Einen Blick wert</translation>
    </message>
</context>
</TS>
