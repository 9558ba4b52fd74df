<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>ActivityPill</name>
    <message numerus="yes">
        <source>%n job(s)</source>
        <translation>
            <numerusform>%n job</numerusform>
            <numerusform>%n jobs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Acts</name>
    <message numerus="yes">
        <source>%n file(s) taken off the list.</source>
        <translation>
            <numerusform>%n file taken off the list.</numerusform>
            <numerusform>%n files taken off the list.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n missing picture(s) found again.</source>
        <translation>
            <numerusform>%n missing picture found again.</numerusform>
            <numerusform>%n missing pictures found again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) are right where they are.</source>
        <translation>
            <numerusform>%n picture is right where it is.</numerusform>
            <numerusform>%n pictures are right where they are.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) brought back.</source>
        <translation>
            <numerusform>%n picture brought back.</numerusform>
            <numerusform>%n pictures brought back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) came in.</source>
        <translation>
            <numerusform>%n picture came in.</numerusform>
            <numerusform>%n pictures came in.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) put back in the inbox.</source>
        <translation>
            <numerusform>%n picture put back in the inbox.</numerusform>
            <numerusform>%n pictures put back in the inbox.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) put in {name}.</source>
        <translation>
            <numerusform>%n picture put in {name}.</numerusform>
            <numerusform>%n pictures put in {name}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) removed.</source>
        <translation>
            <numerusform>%n picture removed.</numerusform>
            <numerusform>%n pictures removed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AnswerPanel</name>
    <message numerus="yes">
        <source>Show all %n</source>
        <translation>
            <numerusform>Show all %n</numerusform>
            <numerusform>Show all %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Arriving</name>
    <message numerus="yes">
        <source>These are the first {n} of %n picture(s). The Use page answers whole folders.</source>
        <translation>
            <numerusform>These are the first {n} of %n picture. The Use page answers whole folders.</numerusform>
            <numerusform>These are the first {n} of %n pictures. The Use page answers whole folders.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BackupsDialog</name>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%n picture</numerusform>
            <numerusform>%n pictures</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CaptureDialog</name>
    <message numerus="yes">
        <source>%n picture(s) taken</source>
        <translation>
            <numerusform>%n picture taken</numerusform>
            <numerusform>%n pictures taken</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Card</name>
    <message numerus="yes">
        <source>%n class(es)</source>
        <translation>
            <numerusform>%n class</numerusform>
            <numerusform>%n classes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%n picture</numerusform>
            <numerusform>%n pictures</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CellPictures</name>
    <message numerus="yes">
        <source>%n picture(s) of {truth} answered rightly</source>
        <translation>
            <numerusform>%n picture of {truth} answered rightly</numerusform>
            <numerusform>%n pictures of {truth} answered rightly</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) of {truth} called none of these</source>
        <translation>
            <numerusform>%n picture of {truth} called none of these</numerusform>
            <numerusform>%n pictures of {truth} called none of these</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) of {truth} taken for {answer}</source>
        <translation>
            <numerusform>%n picture of {truth} was taken for {answer}</numerusform>
            <numerusform>%n pictures of {truth} were taken for {answer}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show all %n</source>
        <translation>
            <numerusform>Show all %n</numerusform>
            <numerusform>Show all %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CheckPage</name>
    <message numerus="yes">
        <source>%n picture(s) are right where they are.</source>
        <translation>
            <numerusform>%n picture is right where it is.</numerusform>
            <numerusform>%n pictures are right where they are.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) put in {name}.</source>
        <translation>
            <numerusform>%n picture put in {name}.</numerusform>
            <numerusform>%n pictures put in {name}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) removed.</source>
        <translation>
            <numerusform>%n picture removed.</numerusform>
            <numerusform>%n pictures removed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ClassListModel</name>
    <message numerus="yes">
        <source>{name}, %n picture(s)</source>
        <translation>
            <numerusform>{name}, %n picture</numerusform>
            <numerusform>{name}, %n pictures</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ConfusionModel</name>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%n picture</numerusform>
            <numerusform>%n pictures</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CopiesLine</name>
    <message numerus="yes">
        <source>%n picture(s) are copies. They make the test look better than it is.</source>
        <translation>
            <numerusform>%n picture is a copy. It makes the test look better than it is.</numerusform>
            <numerusform>%n pictures are copies. They make the test look better than it is.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) look the same but sit in different classes.</source>
        <translation>
            <numerusform>%n picture looks the same as one in another class.</numerusform>
            <numerusform>%n pictures look the same but sit in different classes.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CopyPlanDialog</name>
    <message numerus="yes">
        <source>%n already exist there and are skipped.</source>
        <translation>
            <numerusform>%n already exists there and is skipped.</numerusform>
            <numerusform>%n already exist there and are skipped.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cannot be copied; the list says why.</source>
        <translation>
            <numerusform>%n cannot be copied; the list says why.</numerusform>
            <numerusform>%n cannot be copied; the list says why.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n folder(s)</source>
        <translation>
            <numerusform>%n folder</numerusform>
            <numerusform>%n folders</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copy %n picture(s)</source>
        <translation>
            <numerusform>Copy %n picture</numerusform>
            <numerusform>Copy %n pictures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copy %n picture(s) into {folders} in &quot;{folder}&quot;?</source>
        <translation>
            <numerusform>Copy %n picture into {folders} in &quot;{folder}&quot;?</numerusform>
            <numerusform>Copy %n pictures into {folders} in &quot;{folder}&quot;?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EmptyGrid</name>
    <message numerus="yes">
        <source>{done} of %n picture(s) are looked at so far.</source>
        <translation>
            <numerusform>{done} of %n picture is looked at so far.</numerusform>
            <numerusform>{done} of %n pictures are looked at so far.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EnoughCard</name>
    <message numerus="yes">
        <source>{ahead} expect about {bold}%n more{plain} right answer(s), likely {low} to {high}.</source>
        <translation>
            <numerusform>{ahead} expect about {bold}%n more{plain} right answer, likely {low} to {high}.</numerusform>
            <numerusform>{ahead} expect about {bold}%n more{plain} right answers, likely {low} to {high}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{ahead} expect no more right answers, or up to %n.</source>
        <translation>
            <numerusform>{ahead} expect no more right answers, or up to %n.</numerusform>
            <numerusform>{ahead} expect no more right answers, or up to %n.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%n picture</numerusform>
            <numerusform>%n pictures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Tested: {right} of %n picture(s) were right, likely {low} to {high}.</source>
        <translation>
            <numerusform>Tested: {right} of %n picture was right, likely {low} to {high}.</numerusform>
            <numerusform>Tested: {right} of %n pictures were right, likely {low} to {high}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FolderCopies</name>
    <message numerus="yes">
        <source>%n are still there.</source>
        <translation>
            <numerusform>%n is still there.</numerusform>
            <numerusform>%n are still there.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n are still to be made.</source>
        <translation>
            <numerusform>%n is still to be made.</numerusform>
            <numerusform>%n are still to be made.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n copies made in {folder}.</source>
        <translation>
            <numerusform>%n copy made in {folder}.</numerusform>
            <numerusform>%n copies made in {folder}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n copies taken back.</source>
        <translation>
            <numerusform>%n copy taken back.</numerusform>
            <numerusform>%n copies taken back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n could not be copied.</source>
        <translation>
            <numerusform>%n could not be copied.</numerusform>
            <numerusform>%n could not be copied.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FolderWork</name>
    <message numerus="yes">
        <source>%n could not be read.</source>
        <translation>
            <numerusform>%n could not be read.</numerusform>
            <numerusform>%n could not be read.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) answered</source>
        <translation>
            <numerusform>%n picture answered</numerusform>
            <numerusform>%n pictures answered</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GoodCard</name>
    <message numerus="yes">
        <source>%n right answer(s) of these are called none of these.</source>
        <translation>
            <numerusform>%n right answer of these is called none of these.</numerusform>
            <numerusform>%n right answers of these are called none of these.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportFlow</name>
    <message numerus="yes">
        <source>%n could not be read.</source>
        <translation>
            <numerusform>%n could not be read.</numerusform>
            <numerusform>%n could not be read.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) came in before that.</source>
        <translation>
            <numerusform>%n picture came in before that.</numerusform>
            <numerusform>%n pictures came in before that.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) came in.</source>
        <translation>
            <numerusform>%n picture came in.</numerusform>
            <numerusform>%n pictures came in.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n were already here and were left out.</source>
        <translation>
            <numerusform>%n was already here and was left out.</numerusform>
            <numerusform>%n were already here and were left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stopped. %n picture(s) are in.</source>
        <translation>
            <numerusform>Stopped. %n picture is in.</numerusform>
            <numerusform>Stopped. %n pictures are in.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportReportDialog</name>
    <message numerus="yes">
        <source>%n picture(s) came in.</source>
        <translation>
            <numerusform>%n picture came in.</numerusform>
            <numerusform>%n pictures came in.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportTelling</name>
    <message numerus="yes">
        <source>%n picture(s) are in; importing again adds the rest.</source>
        <translation>
            <numerusform>%n picture is in; importing again adds the rest.</numerusform>
            <numerusform>%n pictures are in; importing again adds the rest.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Inspector</name>
    <message numerus="yes">
        <source>%n picture(s) selected</source>
        <translation>
            <numerusform>%n picture selected</numerusform>
            <numerusform>%n pictures selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Labelling</name>
    <message numerus="yes">
        <source>%n file(s) taken off the list.</source>
        <translation>
            <numerusform>%n file taken off the list.</numerusform>
            <numerusform>%n files taken off the list.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) are right where they are.</source>
        <translation>
            <numerusform>%n picture is right where it is.</numerusform>
            <numerusform>%n pictures are right where they are.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) brought back.</source>
        <translation>
            <numerusform>%n picture brought back.</numerusform>
            <numerusform>%n pictures brought back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) put back in the inbox.</source>
        <translation>
            <numerusform>%n picture put back in the inbox.</numerusform>
            <numerusform>%n pictures put back in the inbox.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) put in {name}.</source>
        <translation>
            <numerusform>%n picture put in {name}.</numerusform>
            <numerusform>%n pictures put in {name}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) removed.</source>
        <translation>
            <numerusform>%n picture removed.</numerusform>
            <numerusform>%n pictures removed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Class {name} removed, its %n picture(s) are in the inbox.</source>
        <translation>
            <numerusform>Class {name} removed, its picture is in the inbox.</numerusform>
            <numerusform>Class {name} removed, its %n pictures are in the inbox.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove %n picture(s) for good?</source>
        <translation>
            <numerusform>Remove %n picture for good?</numerusform>
            <numerusform>Remove %n pictures for good?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>These words win {n} of your %n picture(s) (&quot;{old}&quot; wins {k}).</source>
        <translation>
            <numerusform>These words win {n} of your %n picture (&quot;{old}&quot; wins {k}).</numerusform>
            <numerusform>These words win {n} of your %n pictures (&quot;{old}&quot; wins {k}).</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LookLines</name>
    <message numerus="yes">
        <source>%n more picture(s) are likely in a wrong class.</source>
        <translation>
            <numerusform>%n more picture is likely in a wrong class.</numerusform>
            <numerusform>%n more pictures are likely in a wrong class.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) are almost the same but sit in {a} and {b}.</source>
        <translation>
            <numerusform>%n picture is almost the same but sits in {a} and {b}.</numerusform>
            <numerusform>%n pictures are almost the same but sit in {a} and {b}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) are copies. They make the test look better than it is.</source>
        <translation>
            <numerusform>%n picture is a copy. It makes the test look better than it is.</numerusform>
            <numerusform>%n pictures are copies. They make the test look better than it is.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) could as well be in another class.</source>
        <translation>
            <numerusform>%n picture could as well be in another class.</numerusform>
            <numerusform>%n pictures could as well be in another class.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) have very few pixels. Larger ones would teach it more.</source>
        <translation>
            <numerusform>%n picture has very few pixels. A larger one would teach it more.</numerusform>
            <numerusform>%n pictures have very few pixels. Larger ones would teach it more.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) in the inbox would teach it most.</source>
        <translation>
            <numerusform>%n picture in the inbox would teach it most.</numerusform>
            <numerusform>%n pictures in the inbox would teach it most.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) look like none of the others.</source>
        <translation>
            <numerusform>%n picture looks like none of the others.</numerusform>
            <numerusform>%n pictures look like none of the others.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) to learn from and to test on are almost the same.</source>
        <translation>
            <numerusform>%n picture to learn from and to test on is almost the same.</numerusform>
            <numerusform>%n pictures to learn from and to test on are almost the same.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{a} has %n picture(s), {b} only {m}. Answers may lean towards {a}.</source>
        <translation>
            <numerusform>{a} has %n picture, {b} only {m}. Answers may lean towards {a}.</numerusform>
            <numerusform>{a} has %n pictures, {b} only {m}. Answers may lean towards {a}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{name} has %n picture(s). It may be guessing.</source>
        <translation>
            <numerusform>{name} has %n picture. It may be guessing.</numerusform>
            <numerusform>{name} has %n pictures. It may be guessing.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ModelDialog</name>
    <message numerus="yes">
        <source>%n project(s) use it. They keep their pictures and what they learned, and answer again once the model is back.</source>
        <translation>
            <numerusform>%n project uses it. It keeps its pictures and what it learned, and answers again once the model is back.</numerusform>
            <numerusform>%n projects use it. They keep their pictures and what they learned, and answer again once the model is back.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Models</name>
    <message numerus="yes">
        <source>About %n picture(s) a second with this processor.</source>
        <translation>
            <numerusform>About %n picture a second with this processor.</numerusform>
            <numerusform>About %n pictures a second with this processor.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NextPanel</name>
    <message numerus="yes">
        <source>%n answer(s) are a maybe.</source>
        <translation>
            <numerusform>%n answer is a maybe.</numerusform>
            <numerusform>%n answers are a maybe.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NoneCard</name>
    <message numerus="yes">
        <source>%n wrong answer(s) among them.</source>
        <translation>
            <numerusform>%n wrong answer among them.</numerusform>
            <numerusform>%n wrong answers among them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It would turn away %n of {m} pictures of the test.</source>
        <translation>
            <numerusform>It would turn away %n of {m} pictures of the test.</numerusform>
            <numerusform>It would turn away %n of {m} pictures of the test.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message numerus="yes">
        <source>%n copies were changed since they were made, or could not be deleted, and are still there, such as {first}. Look at them, and delete what you do not need.</source>
        <translation>
            <numerusform>%n copy was changed since it was made, or could not be deleted, and is still there: {first}. Look at it, and delete it if you do not need it.</numerusform>
            <numerusform>%n copies were changed since they were made, or could not be deleted, and are still there, such as {first}. Look at them, and delete what you do not need.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n folder(s) hold other files too and were left, such as {first}.</source>
        <translation>
            <numerusform>%n folder holds other files too and was left: {first}.</numerusform>
            <numerusform>%n folders hold other files too and were left, such as {first}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture file(s) of this project are gone. Import them again; their classes come back with them.</source>
        <translation>
            <numerusform>%n picture file of this project is gone. Import it again; its class comes back with it.</numerusform>
            <numerusform>%n picture files of this project are gone. Import them again; their classes come back with them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) are gone or were changed since they came, such as {first}. The archive was made without them. Find their files again, then export once more.</source>
        <translation>
            <numerusform>%n picture is gone or was changed since it came, such as {first}. The archive was made without it. Find its file again, then export once more.</numerusform>
            <numerusform>%n pictures are gone or were changed since they came, such as {first}. The archive was made without them. Find their files again, then export once more.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) came into {path} since it was chosen, such as {first}. They get no answer here; choose the folder again for that.</source>
        <translation>
            <numerusform>%n picture came into {path} since it was chosen: {first}. It gets no answer here; choose the folder again for that.</numerusform>
            <numerusform>%n pictures came into {path} since it was chosen, such as {first}. They get no answer here; choose the folder again for that.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) of the archive cannot be read, such as {first}. They stand with the files that could not be read.</source>
        <translation>
            <numerusform>%n picture of the archive cannot be read: {first}. It stands with the files that could not be read.</numerusform>
            <numerusform>%n pictures of the archive cannot be read, such as {first}. They stand with the files that could not be read.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n trained file(s) are gone or damaged: {names}. The archive was made without them. Train again, then export once more.</source>
        <translation>
            <numerusform>%n trained file is gone or damaged: {names}. The archive was made without it. Train again, then export once more.</numerusform>
            <numerusform>%n trained files are gone or damaged: {names}. The archive was made without them. Train again, then export once more.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n trained file(s) of this project are gone. Train them again.</source>
        <translation>
            <numerusform>%n trained file of this project is gone. Train it again.</numerusform>
            <numerusform>%n trained files of this project are gone. Train them again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Class {name} removed, its %n picture(s) are in the inbox.</source>
        <translation>
            <numerusform>Class {name} removed, its picture is in the inbox.</numerusform>
            <numerusform>Class {name} removed, its %n pictures are in the inbox.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The backup lacks %n trained file(s), which are missing or damaged already. Train them again.</source>
        <translation>
            <numerusform>The backup lacks %n trained file, which is missing or damaged already. Train it again.</numerusform>
            <numerusform>The backup lacks %n trained files, which are missing or damaged already. Train them again.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Overview</name>
    <message numerus="yes">
        <source>%n picture(s) came, went or moved since. Train again for new figures.</source>
        <translation>
            <numerusform>%n picture came, went or moved since. Train again for new figures.</numerusform>
            <numerusform>%n pictures came, went or moved since. Train again for new figures.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n right answer(s) are called none of these: too little like your pictures.</source>
        <translation>
            <numerusform>%n right answer are called none of these: too little like your pictures.</numerusform>
            <numerusform>%n right answers are called none of these: too little like your pictures.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>With %n picture(s) in a class the figures are rough. Add some for a firmer answer.</source>
        <translation>
            <numerusform>With %n picture in a class the figures are rough. Add some for a firmer answer.</numerusform>
            <numerusform>With %n pictures in a class the figures are rough. Add some for a firmer answer.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Page</name>
    <message numerus="yes">
        <source>Drop to add %n picture(s) or folder(s)</source>
        <translation>
            <numerusform>Drop to add %n picture or folder</numerusform>
            <numerusform>Drop to add %n pictures or folders</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PageImports</name>
    <message numerus="yes">
        <source>Drop %n picture(s) into the inbox</source>
        <translation>
            <numerusform>Drop %n picture into the inbox</numerusform>
            <numerusform>Drop %n pictures into the inbox</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Drop to put %n picture(s) in {name}</source>
        <translation>
            <numerusform>Drop to put %n picture in {name}</numerusform>
            <numerusform>Drop to put %n pictures in {name}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Pills</name>
    <message numerus="yes">
        <source>learned from %n picture(s)</source>
        <translation>
            <numerusform>learned from %n picture</numerusform>
            <numerusform>learned from %n pictures</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProjectFlow</name>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%n picture</numerusform>
            <numerusform>%n pictures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) could not go along: their files are gone or changed.</source>
        <translation>
            <numerusform>%n picture could not go along: its file is gone or changed.</numerusform>
            <numerusform>%n pictures could not go along: their files are gone or changed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReadyCard</name>
    <message numerus="yes">
        <source>%n picture(s) are almost the same but sit in {a} and {b}.</source>
        <translation>
            <numerusform>%n picture is almost the same but sits in {a} and {b}.</numerusform>
            <numerusform>%n pictures are almost the same but sit in {a} and {b}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) are copies. They make the test look better than it is.</source>
        <translation>
            <numerusform>%n picture is a copy. It makes the test look better than it is.</numerusform>
            <numerusform>%n pictures are copies. They make the test look better than it is.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>learn %n class(es)</source>
        <translation>
            <numerusform>learn %n class</numerusform>
            <numerusform>learn %n classes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>read %n picture(s)</source>
        <translation>
            <numerusform>read %n picture</numerusform>
            <numerusform>read %n pictures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{name} has %n picture(s). It may be guessing.</source>
        <translation>
            <numerusform>{name} has %n picture. It may be guessing.</numerusform>
            <numerusform>{name} has %n pictures. It may be guessing.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RestCard</name>
    <message numerus="yes">
        <source>Stopped at {done} of %n picture(s). Nothing is lost.</source>
        <translation>
            <numerusform>Stopped at {done} of %n picture. Nothing is lost.</numerusform>
            <numerusform>Stopped at {done} of %n pictures. Nothing is lost.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Runs</name>
    <message numerus="yes">
        <source>%n class(es)</source>
        <translation>
            <numerusform>%n class</numerusform>
            <numerusform>%n classes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n class(es), imported {when}</source>
        <translation>
            <numerusform>%n class, imported {when}</numerusform>
            <numerusform>%n classes, imported {when}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%n picture</numerusform>
            <numerusform>%n pictures</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RunsCard</name>
    <message numerus="yes">
        <source>Show all %n run(s)</source>
        <translation>
            <numerusform>Show all %n run</numerusform>
            <numerusform>Show all %n runs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SelectionBar</name>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n selected</numerusform>
            <numerusform>%n selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Share</name>
    <message numerus="yes">
        <source>{names} and %n more</source>
        <translation>
            <numerusform>{names} and %n more</numerusform>
            <numerusform>{names} and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SourceRow</name>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%n picture</numerusform>
            <numerusform>%n pictures</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SourcesCard</name>
    <message numerus="yes">
        <source>%n more class(es)</source>
        <translation>
            <numerusform>%n more class</numerusform>
            <numerusform>%n more classes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message numerus="yes">
        <source>Trash: %n project(s)</source>
        <translation>
            <numerusform>Trash: %n project</numerusform>
            <numerusform>Trash: %n projects</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StepCard</name>
    <message numerus="yes">
        <source>%n picture(s) in the inbox are not in a class yet.</source>
        <translation>
            <numerusform>%n picture in the inbox is not in a class yet.</numerusform>
            <numerusform>%n pictures in the inbox are not in a class yet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) may be in a wrong class. Look at them first.</source>
        <translation>
            <numerusform>%n picture may be in a wrong class. Look at it first.</numerusform>
            <numerusform>%n pictures may be in a wrong class. Look at them first.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Every class has at least %n picture(s).</source>
        <translation>
            <numerusform>Every class has at least %n picture.</numerusform>
            <numerusform>Every class has at least %n pictures.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The smallest class has %n picture(s); eight are better.</source>
        <translation>
            <numerusform>The smallest class has %n picture; eight are better.</numerusform>
            <numerusform>The smallest class has %n pictures; eight are better.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{name} has %n picture(s)</source>
        <translation>
            <numerusform>{name} has %n picture</numerusform>
            <numerusform>{name} has %n pictures</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SuggestionBox</name>
    <message numerus="yes">
        <source>%n maybe</source>
        <translation>
            <numerusform>%n maybe</numerusform>
            <numerusform>%n maybe</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sure</source>
        <translation>
            <numerusform>%n sure</numerusform>
            <numerusform>%n sure</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Accept all %n</source>
        <translation>
            <numerusform>Accept %n</numerusform>
            <numerusform>Accept all %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Put all %n in {name}</source>
        <translation>
            <numerusform>Put %n in {name}</numerusform>
            <numerusform>Put all %n in {name}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TableSaving</name>
    <message numerus="yes">
        <source>%n line(s) saved in {name}.</source>
        <translation>
            <numerusform>%n line saved in {name}.</numerusform>
            <numerusform>%n lines saved in {name}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TrainedNames</name>
    <message numerus="yes">
        <source>%n picture(s), answered by a run that is gone</source>
        <translation>
            <numerusform>%n picture, answered by a run that is gone</numerusform>
            <numerusform>%n pictures, answered by a run that is gone</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s), answered by the quick answer</source>
        <translation>
            <numerusform>%n picture, answered by the quick answer</numerusform>
            <numerusform>%n pictures, answered by the quick answer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s), answered from words alone</source>
        <translation>
            <numerusform>%n picture, answered from words alone</numerusform>
            <numerusform>%n pictures, answered from words alone</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s), answered with the run: {run}</source>
        <translation>
            <numerusform>%n picture, answered with the run: {run}</numerusform>
            <numerusform>%n pictures, answered with the run: {run}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TryPage</name>
    <message numerus="yes">
        <source>Drop %n picture(s) to try</source>
        <translation>
            <numerusform>Drop %n picture to try</numerusform>
            <numerusform>Drop %n pictures to try</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TrySentences</name>
    <message numerus="yes">
        <source>It goes by the word {name}, not by your %n picture(s): words alone answer now.</source>
        <translation>
            <numerusform>It goes by the word {name}, not by your %n picture: words alone answer now.</numerusform>
            <numerusform>It goes by the word {name}, not by your %n pictures: words alone answer now.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It has not learned from your %n picture(s) of {name} yet. It knows the word.</source>
        <translation>
            <numerusform>It has not learned from your %n picture of {name} yet. It knows the word.</numerusform>
            <numerusform>It has not learned from your %n pictures of {name} yet. It knows the word.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It looks like your %n picture(s) of {name}.</source>
        <translation>
            <numerusform>It looks like your %n picture of {name}.</numerusform>
            <numerusform>It looks like your %n pictures of {name}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Not like the %n name(s) you typed.</source>
        <translation>
            <numerusform>Not like the %n name you typed.</numerusform>
            <numerusform>Not like the %n names you typed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Not like your %n class(es), nor {names}.</source>
        <translation>
            <numerusform>Not like your %n class, nor {names}.</numerusform>
            <numerusform>Not like your %n classes, nor {names}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Not like your %n class(es).</source>
        <translation>
            <numerusform>Not like your %n class.</numerusform>
            <numerusform>Not like your %n classes.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the %n name(s) you typed</source>
        <translation>
            <numerusform>the %n name you typed</numerusform>
            <numerusform>the %n names you typed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WatchCard</name>
    <message numerus="yes">
        <source>%n picture(s) wait for their answer.</source>
        <translation>
            <numerusform>%n picture waits for its answer.</numerusform>
            <numerusform>%n pictures wait for their answer.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) were there before and are left out.</source>
        <translation>
            <numerusform>%n picture was there before and is left out.</numerusform>
            <numerusform>%n pictures were there before and are left out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WatchDialog</name>
    <message numerus="yes">
        <source>%n picture(s) are in it now.</source>
        <translation>
            <numerusform>%n picture is in it now.</numerusform>
            <numerusform>%n pictures are in it now.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Wording</name>
    <message numerus="yes">
        <source>%n minute(s) ago</source>
        <translation>
            <numerusform>%n minute ago</numerusform>
            <numerusform>%n minutes ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n second(s) ago</source>
        <translation>
            <numerusform>%n second ago</numerusform>
            <numerusform>%n seconds ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n hour(s)</source>
        <translation>
            <numerusform>about %n hour</numerusform>
            <numerusform>about %n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n minute(s)</source>
        <translation>
            <numerusform>about %n minute</numerusform>
            <numerusform>about %n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n second(s)</source>
        <translation>
            <numerusform>about %n second</numerusform>
            <numerusform>about %n seconds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WorkCard</name>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n second</numerusform>
            <numerusform>%n seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Learning your %n class(es)</source>
        <translation>
            <numerusform>Learning your %n class</numerusform>
            <numerusform>Learning your %n classes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WorkStrip</name>
    <message numerus="yes">
        <source>{done} of %n picture(s)</source>
        <translation>
            <numerusform>{done} of %n picture</numerusform>
            <numerusform>{done} of %n pictures</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WorthALook</name>
    <message numerus="yes">
        <source>Show all %n</source>
        <translation>
            <numerusform>Show all %n</numerusform>
            <numerusform>Show all %n</numerusform>
        </translation>
    </message>
</context>
</TS>
