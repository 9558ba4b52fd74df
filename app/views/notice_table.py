"""What the window says for each notice: one sentence a code, in its plain words, for the translators to find."""

# ruff: noqa: E501 -- whole sentences: broken over lines they are harder to read and to search for

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QT_TRANSLATE_NOOP

TEXTS: Mapping[str, object] = {
    "picture-missing": QT_TRANSLATE_NOOP("Notices", "{path}: there is no such file. Check the name and the folder."),
    "picture-not-a-file": QT_TRANSLATE_NOOP("Notices", "{path}: this is not an ordinary file. Choose a picture file."),
    "picture-no-permission": QT_TRANSLATE_NOOP(
        "Notices", "{path}: this file may not be read. Ask its owner for permission, or copy it elsewhere."
    ),
    "picture-empty": QT_TRANSLATE_NOOP(
        "Notices", "{path}: this file is empty. Copy the picture again from where it came."
    ),
    "picture-too-many-bytes": QT_TRANSLATE_NOOP(
        "Notices", "{path}: this file has {megabytes} MB, more than the limit of {limit} MB. Save it smaller."
    ),
    "picture-too-many-pixels": QT_TRANSLATE_NOOP(
        "Notices",
        "{path}: this picture has {megapixels} million pixels, more than the limit of {limit} million. Save it smaller.",
    ),
    "picture-unknown-format": QT_TRANSLATE_NOOP(
        "Notices", "{path}: this is not a picture of a kind that can be read here ({formats}). Save it as PNG or JPEG."
    ),
    "picture-heic-not-installed": QT_TRANSLATE_NOOP(
        "Notices",
        "{path}: this is a HEIC picture, and the part that reads them is not installed. Install 'mmrl-studio[heic]', or save the picture as JPEG.",
    ),
    "picture-damaged": QT_TRANSLATE_NOOP(
        "Notices",
        "{path}: this picture is damaged, or of a rare kind, and cannot be read ({reason}). Copy it again from where it came, or save it as PNG.",
    ),
    "picture-not-read": QT_TRANSLATE_NOOP(
        "Notices",
        "{path}: the computer could not read this file ({reason}). Check the disk or network that it is on, then try again.",
    ),
    "picture-out-of-memory": QT_TRANSLATE_NOOP(
        "Notices",
        "{path}: there is too little free memory to read this picture. Close other programs, or save it smaller.",
    ),
    "picture-too-slow": QT_TRANSLATE_NOOP(
        "Notices",
        "{path}: this picture was not read within {seconds} seconds, so it was given up. Save it as PNG or JPEG, and check the disk or network that it is on.",
    ),
    "picture-crashed-reader": QT_TRANSLATE_NOOP(
        "Notices",
        "{path}: the part that reads pictures stopped over this file, which may be damaged. The other pictures are not touched by that. Copy it again from where it came, or save it as PNG.",
    ),
    "picture-reader-not-started": QT_TRANSLATE_NOOP(
        "Notices",
        "{path}: the part that reads pictures could not be started ({reason}). Close other programs, then try again.",
    ),
    "folder-missing": QT_TRANSLATE_NOOP("Notices", "{path}: there is no such folder. Check its name."),
    "folder-not-a-folder": QT_TRANSLATE_NOOP(
        "Notices", "{path}: this is not a folder. Choose the folder that holds the pictures."
    ),
    "folder-no-permission": QT_TRANSLATE_NOOP(
        "Notices", "{path}: this folder may not be opened. Ask its owner for permission, or copy it elsewhere."
    ),
    "folder-not-read": QT_TRANSLATE_NOOP(
        "Notices",
        "{path}: the computer could not list this folder ({reason}). Check the disk or network that it is on, then try again.",
    ),
    "backbone-missing": QT_TRANSLATE_NOOP(
        "Notices", "There is no model called {source}, and no such file or folder. Known names: {known}."
    ),
    "backbone-no-config": QT_TRANSLATE_NOOP(
        "Notices", "{path} is missing. It belongs beside the model's file: copy the whole folder again."
    ),
    "backbone-no-weights": QT_TRANSLATE_NOOP(
        "Notices", "{folder} holds no model that can be used. One of these files is needed: {names}."
    ),
    "backbone-config-unreadable": QT_TRANSLATE_NOOP(
        "Notices", "The description of this model cannot be used ({reason}). Take the file that came with the model."
    ),
    "backbone-config-numbers": QT_TRANSLATE_NOOP(
        "Notices",
        "The description of this model has no usable number for: {fields}. Take the file that came with the model.",
    ),
    "backbone-config-values": QT_TRANSLATE_NOOP(
        "Notices",
        "The description of this model has values that cannot be used: {values}. Take the file that came with the model.",
    ),
    "backbone-config-missing": QT_TRANSLATE_NOOP(
        "Notices", "There is no model called {config}, and no such file. The nearest names: {nearest}."
    ),
    "backbone-config-not-needed": QT_TRANSLATE_NOOP(
        "Notices", "{source} has a description of its own. Choose the .safetensors file in it instead of the folder."
    ),
    "backbone-not-a-file": QT_TRANSLATE_NOOP(
        "Notices", "{path}: this is not an ordinary file. Choose the file that came with the model."
    ),
    "backbone-config-needed": QT_TRANSLATE_NOOP(
        "Notices",
        "{path}: the file does not show how the model was built. Choose its description too; these fit: {configs}.",
    ),
    "backbone-not-served": QT_TRANSLATE_NOOP(
        "Notices",
        "This model cannot be used here: {reasons}. Choose a CLIP model with a plain ViT for pictures and CLIP's own part for words.",
    ),
    "backbone-unreadable": QT_TRANSLATE_NOOP(
        "Notices", "{path} cannot be read ({reason}). Check its name, its permissions and the disk."
    ),
    "backbone-not-safetensors": QT_TRANSLATE_NOOP(
        "Notices",
        "{path} is not a whole .safetensors file. Copy or download it again; other kinds of files are not opened, since they can carry programs.",
    ),
    "backbone-keys-missing": QT_TRANSLATE_NOOP(
        "Notices",
        "This model lacks {count} parts that its description asks for: {names}. Choose the description that belongs to it.",
    ),
    "backbone-keys-unknown": QT_TRANSLATE_NOOP(
        "Notices",
        "This model has {count} parts that its description does not know: {names}. Choose the description that belongs to it.",
    ),
    "backbone-shapes-differ": QT_TRANSLATE_NOOP(
        "Notices",
        "{count} parts of this model have another size than its description says: {names}. Choose the description that belongs to it.",
    ),
    "backbone-not-finite": QT_TRANSLATE_NOOP(
        "Notices", "{count} parts of this model hold values that are not numbers: {names}. Copy or download it again."
    ),
    "backbone-activation": QT_TRANSLATE_NOOP(
        "Notices",
        "This is the model {name}, which was made with {known}, but its description says {config}. Choose the description with {known}.",
    ),
    "backbone-vocabulary": QT_TRANSLATE_NOOP(
        "Notices",
        "This model knows {size} pieces of words, which are not CLIP's own, so words cannot be read. Choose another one.",
    ),
    "device-not-there": QT_TRANSLATE_NOOP(
        "Notices", '"{device}" is not there, or cannot be used here. Choose the processor in the settings.'
    ),
    "check-no-pictures": QT_TRANSLATE_NOOP(
        "Notices", "Nothing to check yet. Put at least 2 different pictures in each class."
    ),
    "check-too-few-pictures": QT_TRANSLATE_NOOP(
        "Notices",
        "Checking needs at least 2 different pictures in each class: one to learn from and one to ask about. Add pictures to: {names}.",
    ),
    "check-fold-count": QT_TRANSLATE_NOOP(
        "Notices", "The pictures cannot be divided into {folds} parts for checking. Choose a number from 2 to {most}."
    ),
    "check-shared-pictures": QT_TRANSLATE_NOOP(
        "Notices",
        "The same pictures stand in several classes, so too few are left to check: {names}. Remove them from the classes where they do not belong, or add other pictures.",
    ),
    "config-no-such-recipe": QT_TRANSLATE_NOOP(
        "Notices", 'There is no preset "{preset}" for {variant}. These are there: {known}.'
    ),
    "config-out-of-range": QT_TRANSLATE_NOOP(
        "Notices", 'The setting "{name}" is {value}, but must lie between {low} and {high}.'
    ),
    "config-plus-only": QT_TRANSLATE_NOOP(
        "Notices", 'The setting "{name}" is for the variant mmrlpp only. Leave it as it is, or choose that variant.'
    ),
    "config-template": QT_TRANSLATE_NOOP(
        "Notices",
        'The sentence "{template}" needs one place {{}} for a class\'s words. Write it like "a photo of a {{}}."',
    ),
    "classes-none": QT_TRANSLATE_NOOP(
        "Notices", "There are no pictures to learn from. Give at least one class with one picture."
    ),
    "class-name-blank": QT_TRANSLATE_NOOP("Notices", "A class has no name. Give every class a name."),
    "class-name-twice": QT_TRANSLATE_NOOP(
        "Notices",
        "Two classes have the same name or the same words: {names}. Rename one, or put their pictures together.",
    ),
    "class-name-number": QT_TRANSLATE_NOOP(
        "Notices",
        'The class "{name}" is only a number, which says nothing about its pictures. Name it by what it shows.',
    ),
    "class-name-long": QT_TRANSLATE_NOOP(
        "Notices", 'The class "{name}" makes a sentence of {count} pieces; this model reads {limit}. Use fewer words.'
    ),
    "class-words-unknown": QT_TRANSLATE_NOOP(
        "Notices", 'Words were given for "{name}", but no picture has this class. Did you mean "{nearest}"?'
    ),
    "class-no-pictures": QT_TRANSLATE_NOOP(
        "Notices", 'No picture of the class "{name}" could be read. Add at least one that opens.'
    ),
    "picture-left-out": QT_TRANSLATE_NOOP("Notices", "{path} was left out: {reason}"),
    "picture-in-two-classes": QT_TRANSLATE_NOOP(
        "Notices", "The same picture stands in several classes: {paths}. Keep it in the one it belongs to."
    ),
    "typed-blank": QT_TRANSLATE_NOOP("Notices", "A typed name is empty. Type what a picture may show."),
    "typed-twice": QT_TRANSLATE_NOOP("Notices", 'The name "{name}" was typed twice. Once is enough.'),
    "typed-is-trained": QT_TRANSLATE_NOOP(
        "Notices", '"{name}" was learned from pictures already, so it need not be typed.'
    ),
    "typed-competes": QT_TRANSLATE_NOOP(
        "Notices",
        '"{name}" and "{other}" mean nearly the same to the model, so both take a part of the answer for the same pictures. Leave one out unless you want to tell them apart.',
    ),
    "typed-nothing": QT_TRANSLATE_NOOP(
        "Notices", "Give it something to choose from. Type a name, or make classes on the Pictures page."
    ),
    "check-one-class": QT_TRANSLATE_NOOP(
        "Notices",
        'There is only the class "{name}", so there is nothing to tell apart and nothing to check. Add another class.',
    ),
    "classes-too-many": QT_TRANSLATE_NOOP(
        "Notices",
        "There are {count} classes; a trained file holds {limit} at most. Split them over several trained files.",
    ),
    "class-name-not-text": QT_TRANSLATE_NOOP(
        "Notices", 'The name "{name}" holds characters that cannot be written. Rename the class or its folder.'
    ),
    "config-choice": QT_TRANSLATE_NOOP("Notices", 'The setting "{name}" is {value}, but must be one of: {known}.'),
    "stems-no-file": QT_TRANSLATE_NOOP(
        "Notices",
        "Learning keeps something in {folder} for a while, and no file can be made there ({reason}). Choose another folder.",
    ),
    "stems-no-room": QT_TRANSLATE_NOOP(
        "Notices",
        "Learning keeps {megabytes} MB in {folder} for a while, and there is not so much room. Free some, or use fewer pictures.",
    ),
    "checkpoint-not-read": QT_TRANSLATE_NOOP(
        "Notices", "{path} cannot be read ({reason}), so learning cannot go on from it. Start again."
    ),
    "training-not-finite": QT_TRANSLATE_NOOP(
        "Notices",
        "Learning went astray and was stopped at step {step}. Try again with a smaller strength than {rate} under Advanced.",
    ),
    "checkpoint-other-run": QT_TRANSLATE_NOOP(
        "Notices",
        "{path} belongs to another run ({differs} differ). Start again, or go on with the same pictures and settings.",
    ),
    "checkpoint-damaged": QT_TRANSLATE_NOOP(
        "Notices", "{path} is damaged, so learning cannot go on from it. Start again."
    ),
    "training-resumed": QT_TRANSLATE_NOOP("Notices", "Going on from step {step} of {total}."),
    "memory-smaller-steps": QT_TRANSLATE_NOOP(
        "Notices", "This computer has too little memory for that. It went on with smaller steps, which takes longer."
    ),
    "memory-smallest-step": QT_TRANSLATE_NOOP(
        "Notices", "Even the smallest step does not fit. Choose the demo model or close other programs."
    ),
    "adapter-answers-not-built": QT_TRANSLATE_NOOP(
        "Notices", 'This trained file answers by "{answers}", which this version cannot do. Use a newer version.'
    ),
    "adapter-other-shape": QT_TRANSLATE_NOOP(
        "Notices",
        "This trained file does not fit the model {backbone} that it names: {differs}. Ask its maker for a sound one.",
    ),
    "adapter-checks-differ": QT_TRANSLATE_NOOP(
        "Notices",
        "It answers its own test pictures differently here (largest difference {difference}). It was not imported. Make it anew with this version.",
    ),
    "call-words-form": QT_TRANSLATE_NOOP(
        "Notices",
        "'{given}' cannot be used for --words. Write it as CLASS=WORDS, such as --words \"kestrel=small falcon\".",
    ),
    "call-words-twice": QT_TRANSLATE_NOOP("Notices", "Words were given twice for '{name}'. Give them once."),
    "call-output-exists": QT_TRANSLATE_NOOP(
        "Notices", "{path} is there already. Choose another name with -o, or add --force to replace it."
    ),
    "call-output-folder": QT_TRANSLATE_NOOP("Notices", "{path} is a folder. Give -o the name of a file."),
    "call-checkpoint-exists": QT_TRANSLATE_NOOP(
        "Notices",
        "{path} was left by a training that was stopped. Add --resume to go on with it, or delete it to start anew.",
    ),
    "call-nothing-to-resume": QT_TRANSLATE_NOOP(
        "Notices", "There is no stopped training ({path}) to go on with, so a new one starts."
    ),
    "call-train-inside": QT_TRANSLATE_NOOP(
        "Notices",
        "{path} is divided into {parts}. Learn from {train} alone, and keep the others to see how good the answers are.",
    ),
    "call-backbone-needed": QT_TRANSLATE_NOOP(
        "Notices", "Made for the model {backbone} (mark {fingerprint}), which is not known here. Say where it lies."
    ),
    "call-two-forms": QT_TRANSLATE_NOOP("Notices", "Choose one of --json and --csv."),
    "folder-no-classes": QT_TRANSLATE_NOOP(
        "Notices",
        "{path} holds no folders with pictures. Make one folder per class in it, named by what its pictures show.",
    ),
    "folder-only-pictures": QT_TRANSLATE_NOOP(
        "Notices",
        "{path} holds pictures, but no folders with pictures. Make one folder per class in it, named by what its pictures show, and move them there.",
    ),
    "folder-loose-pictures": QT_TRANSLATE_NOOP(
        "Notices",
        "In {path}, pictures that lie beside the class folders were left out ({count}, such as {first}). Put each into the folder of its class.",
    ),
    "folder-class-empty": QT_TRANSLATE_NOOP(
        "Notices", "{path} holds no picture, so this class was left out. Put pictures into the folder, or remove it."
    ),
    "folder-class-name": QT_TRANSLATE_NOOP(
        "Notices", "The name of the folder {path} holds characters that cannot be written. Rename the folder."
    ),
    "folder-no-pictures": QT_TRANSLATE_NOOP("Notices", "{path}: there is no picture in this folder."),
    "pictures-none": QT_TRANSLATE_NOOP(
        "Notices", "There is no picture to answer about. Name pictures, or a folder that holds some."
    ),
    "training-stopped": QT_TRANSLATE_NOOP(
        "Notices", "Stopped. What was learned so far is kept in {path}. Go on with: {command}"
    ),
    "training-stopped-early": QT_TRANSLATE_NOOP(
        "Notices", "Stopped before anything was learned, so nothing was kept. Start again with: {command}"
    ),
    "checkpoint-not-removed": QT_TRANSLATE_NOOP(
        "Notices", "{path} is no longer needed, but could not be deleted ({reason}). Delete it by hand."
    ),
    "out-of-memory": QT_TRANSLATE_NOOP(
        "Notices",
        "This computer has too little memory for that. Close other programs, choose a smaller model, or compute on the processor (see the settings).",
    ),
    "program-already-running": QT_TRANSLATE_NOOP(
        "Notices",
        "The program is already running with the data in {folder}, but does not answer. Look for its window; if there is none, end the program first (or restart the computer), then start it again.",
    ),
    "program-too-many-arguments": QT_TRANSLATE_NOOP(
        "Notices",
        "The program is already running, and {count} names at once are too many to hand to it. Open fewer files at a time, or the folder that they are in.",
    ),
    "data-folder-not-usable": QT_TRANSLATE_NOOP(
        "Notices",
        "{folder}: the program keeps its data in this folder, but cannot use it ({reason}). Check its disk and its permissions, or choose another folder with --data-dir.",
    ),
    "file-disk-full": QT_TRANSLATE_NOOP(
        "Notices", "{path}: the disk is full, so this file could not be written. Free some space, then try again."
    ),
    "file-no-permission": QT_TRANSLATE_NOOP(
        "Notices", "{path}: this file may not be written here. Choose another folder, or ask its owner for permission."
    ),
    "file-no-folder": QT_TRANSLATE_NOOP(
        "Notices", "{path}: the folder for this file does not exist. Make the folder first, or choose another one."
    ),
    "file-name-too-long": QT_TRANSLATE_NOOP(
        "Notices", "{path}: this name is longer than the disk allows. Choose a shorter one."
    ),
    "file-not-written": QT_TRANSLATE_NOOP(
        "Notices", "{path}: this file could not be written ({reason}). Check the disk, or choose another folder."
    ),
    "adapter-missing": QT_TRANSLATE_NOOP("Notices", "{file}: there is no such file. Check the name and the folder."),
    "adapter-not-a-file": QT_TRANSLATE_NOOP(
        "Notices", "{file}: this is not an ordinary file. Choose a trained file: its name ends in .mmrl.safetensors."
    ),
    "adapter-no-permission": QT_TRANSLATE_NOOP(
        "Notices", "{file}: this file may not be read. Ask its owner for permission, or copy it elsewhere."
    ),
    "adapter-unreadable": QT_TRANSLATE_NOOP(
        "Notices", "{file}: this file could not be read ({reason}). Check the disk, or copy the file elsewhere."
    ),
    "adapter-too-large": QT_TRANSLATE_NOOP(
        "Notices",
        "{file}: with {megabytes} MB this is larger than a trained file can be ({limit} MB). Choose a trained file: its name ends in .mmrl.safetensors.",
    ),
    "adapter-pickle": QT_TRANSLATE_NOOP(
        "Notices",
        "{file}: this kind of file can run programs, so it was not opened. Ask its maker for a .mmrl.safetensors file.",
    ),
    "adapter-not-safetensors": QT_TRANSLATE_NOOP(
        "Notices", "{file}: not a trained file. Choose a file that ends in .mmrl.safetensors."
    ),
    "adapter-not-an-adapter": QT_TRANSLATE_NOOP(
        "Notices", "{file}: not a trained file. Choose a file that ends in .mmrl.safetensors."
    ),
    "adapter-truncated": QT_TRANSLATE_NOOP(
        "Notices",
        "{file}: this file breaks off after {found} of at least {expected} bytes. Copy it again from where it came.",
    ),
    "adapter-too-long": QT_TRANSLATE_NOOP(
        "Notices",
        "{file}: this file has {found} bytes where {expected} belong; something was added to it. Copy it again from where it came.",
    ),
    "adapter-header-too-large": QT_TRANSLATE_NOOP(
        "Notices",
        "{file}: the description in front of this file takes {kilobytes} KB, more than the limit of {limit} KB. Choose a trained file: its name ends in .mmrl.safetensors.",
    ),
    "adapter-header-damaged": QT_TRANSLATE_NOOP(
        "Notices",
        "{file}: the description in front of this file is damaged ({reason}). Copy it again from where it came.",
    ),
    "adapter-header-duplicate": QT_TRANSLATE_NOOP(
        "Notices",
        '{file}: the name "{name}" stands twice in front of this file. Do not use it; ask its maker for a sound one.',
    ),
    "adapter-tensors-overlap": QT_TRANSLATE_NOOP(
        "Notices", "{file}: the parts of this file overlap or leave gaps. Do not use it; ask its maker for a sound one."
    ),
    "adapter-newer-version": QT_TRANSLATE_NOOP(
        "Notices",
        "{file}: made by a newer version ({found}; this one reads up to {known}). Update the program to open it.",
    ),
    "adapter-description-changed": QT_TRANSLATE_NOOP(
        "Notices", "{file}: damaged, its description does not match its seal. Copy it again from where it came."
    ),
    "adapter-tensors-changed": QT_TRANSLATE_NOOP(
        "Notices", "{file}: damaged, its contents do not match its seal. Copy it again from where it came."
    ),
    "adapter-entries": QT_TRANSLATE_NOOP(
        "Notices",
        "{file}: the description in this trained file is not as format 1 has it (missing: {missing}; not known: {unknown}). Ask its maker for a sound one.",
    ),
    "adapter-entry-damaged": QT_TRANSLATE_NOOP(
        "Notices",
        '{file}: "{entry}" in the description of this trained file cannot be read ({reason}). Ask its maker for a sound one.',
    ),
    "adapter-fields-missing": QT_TRANSLATE_NOOP(
        "Notices",
        "{file}: in the description of this trained file, {where} lacks {fields}. Ask its maker for a sound one.",
    ),
    "adapter-fields-unknown": QT_TRANSLATE_NOOP(
        "Notices",
        "{file}: in the description of this trained file, {where} has what format 1 does not know: {fields}. Ask its maker for a sound one, or update the program.",
    ),
    "adapter-field-wrong": QT_TRANSLATE_NOOP(
        "Notices",
        "{file}: in the description of this trained file, {field} is {found}; what belongs there is {allowed}. Ask its maker for a sound one.",
    ),
    "adapter-variant-not-built": QT_TRANSLATE_NOOP(
        "Notices",
        '{file}: this trained file is of the kind "{variant}", which this version of the program cannot use yet (it uses {known}). Update the program, or train a new one.',
    ),
    "adapter-variant-unknown": QT_TRANSLATE_NOOP(
        "Notices",
        '{file}: this trained file is of the kind "{variant}", which is not known (known: {known}). Update the program, or ask the trained file\'s maker for another kind.',
    ),
    "adapter-tensors-missing": QT_TRANSLATE_NOOP(
        "Notices", "{file}: this trained file lacks parts that its kind needs: {names}. Ask its maker for a sound one."
    ),
    "adapter-tensors-unknown": QT_TRANSLATE_NOOP(
        "Notices",
        "{file}: this trained file holds parts that its kind does not have: {names}. Ask its maker for a sound one.",
    ),
    "adapter-tensor-shapes": QT_TRANSLATE_NOOP(
        "Notices", "{file}: parts of this trained file have a wrong size: {tensors}. Ask its maker for a sound one."
    ),
    "adapter-tensor-type": QT_TRANSLATE_NOOP(
        "Notices",
        "{file}: the numbers in this trained file must be of the kind float32, and these are not: {tensors}. Ask its maker to save it again.",
    ),
    "adapter-tensor-order": QT_TRANSLATE_NOOP(
        "Notices",
        "{file}: the parts of this trained file do not lie in the order of their names. Ask its maker for a sound one.",
    ),
    "adapter-not-finite": QT_TRANSLATE_NOOP(
        "Notices",
        "{file}: this trained file holds numbers that are infinite or no numbers at all: {names}. Train it again with a smaller strength.",
    ),
    "adapter-too-many-words": QT_TRANSLATE_NOOP(
        "Notices",
        "The class names of this trained file and what belongs to them take {kilobytes} KB, more than the limit of {limit} KB. Use fewer classes or shorter names.",
    ),
    "adapter-text": QT_TRANSLATE_NOOP(
        "Notices",
        '"{entry}" of this trained file holds a character that cannot be written. Check the class names for characters that look broken.',
    ),
    "training-no-pictures": QT_TRANSLATE_NOOP(
        "Notices", "No picture lies in a class yet. Put at least one picture in a class, then train."
    ),
    "training-in-work": QT_TRANSLATE_NOOP(
        "Notices", "Run {number} of this project is still going. Wait for it, or stop it first."
    ),
    "training-not-there": QT_TRANSLATE_NOOP("Notices", "This run is no longer there. Choose one from the list."),
    "training-cannot-go-on": QT_TRANSLATE_NOOP(
        "Notices", "Run {number} is going or done, so it cannot go on. Start a new one."
    ),
    "adapter-not-there": QT_TRANSLATE_NOOP(
        "Notices", "This project has no such trained file. Choose one from its list."
    ),
    "adapter-name": QT_TRANSLATE_NOOP(
        "Notices", "A trained file needs a name of 1 to {limit} letters. Type another one."
    ),
    "pictures-not-there": QT_TRANSLATE_NOOP(
        "Notices", "These pictures are not in the project any more. Choose others."
    ),
    "pictures-not-in-trash": QT_TRANSLATE_NOOP(
        "Notices", "None of these pictures lies in the trash, so none was removed for good. Remove them first."
    ),
    "pictures-found-again": QT_TRANSLATE_NOOP(
        "Notices",
        "{found} of {lost} missing pictures were found below {path}. Choose another folder for those that are still missing.",
    ),
    "zip-not-read": QT_TRANSLATE_NOOP(
        "Notices", "{path}: this is not a zip file, or it is damaged ({reason}). Copy it again from where it came."
    ),
    "zip-too-many": QT_TRANSLATE_NOOP(
        "Notices",
        "{path}: this zip file holds more than {limit} files and folders. Unpack it, and add its folder instead.",
    ),
    "zip-too-large": QT_TRANSLATE_NOOP(
        "Notices",
        "{path}: the files in this zip file take {megabytes} MB, and {limit} MB may be used for it. Make room on the disk, or unpack a part of it and add that.",
    ),
    "zip-unsafe-names": QT_TRANSLATE_NOOP(
        "Notices",
        "{path}: this zip file holds names that could lead out of its folder, or that not every computer can have: {names}. Nothing was unpacked. Ask its maker for a sound one.",
    ),
    "zip-names-twice": QT_TRANSLATE_NOOP(
        "Notices",
        "{path}: this zip file holds names that are the same to some computers: {names}. Nothing was unpacked. Ask its maker for a sound one.",
    ),
    "zip-links": QT_TRANSLATE_NOOP(
        "Notices",
        "{path}: this zip file holds links or devices instead of files: {names}. Nothing was unpacked. Ask its maker for one with ordinary files.",
    ),
    "zip-encrypted": QT_TRANSLATE_NOOP(
        "Notices",
        "{path}: these files in this zip file are locked with a password: {names}. Unpack it yourself, and add the folder.",
    ),
    "zip-method": QT_TRANSLATE_NOOP(
        "Notices",
        "{path}: these files in this zip file are packed in a rare way: {names}. Unpack it yourself, and add the folder.",
    ),
    "zip-packed-too-much": QT_TRANSLATE_NOOP(
        "Notices",
        "{path}: these files in this zip file would grow to more than 200 times their size: {names}. Nothing was unpacked. Ask its maker for a sound one.",
    ),
    "zip-entry-damaged": QT_TRANSLATE_NOOP(
        "Notices", "{path}: {name} in this zip file is damaged ({reason}). Copy the zip file again from where it came."
    ),
    "zip-entry-too-large": QT_TRANSLATE_NOOP(
        "Notices",
        "{path}: {name} in this zip file has {megabytes} MB, more than the limit of {limit} MB. Save it smaller.",
    ),
    "archive-name": QT_TRANSLATE_NOOP("Notices", "The name of an archive ends in {ending}. Choose such a name."),
    "archive-too-many": QT_TRANSLATE_NOOP(
        "Notices",
        "This project has {count} pictures and trained files, and an archive holds {limit}. Move some of them to a project of their own first.",
    ),
    "archive-too-large": QT_TRANSLATE_NOOP(
        "Notices",
        "This project takes {megabytes} MB in an archive, and {limit} MB are possible. Move some of its pictures to a project of their own first.",
    ),
    "archive-not-one": QT_TRANSLATE_NOOP(
        "Notices",
        "{path}: this is a zip file, but not an archive of a project. Choose a file that ends in .mmrl-project.zip; to add the pictures of a zip file, open a project and import them there.",
    ),
    "archive-newer": QT_TRANSLATE_NOOP(
        "Notices",
        "{path}: this archive was written by a newer version of the program (format {found}; this one knows {known}). Update the program, then import it again.",
    ),
    "archive-json": QT_TRANSLATE_NOOP(
        "Notices",
        "{path}: {name} in this archive cannot be read ({reason}). Nothing was imported. Ask its maker for a new one.",
    ),
    "archive-members-unknown": QT_TRANSLATE_NOOP(
        "Notices",
        "{path}: this archive holds files that its list does not name: {names}. Nothing was imported. Ask its maker for a new one.",
    ),
    "archive-members-missing": QT_TRANSLATE_NOOP(
        "Notices",
        "{path}: these files are missing in this archive: {names}. Nothing was imported. Copy it again from where it came.",
    ),
    "archive-members-damaged": QT_TRANSLATE_NOOP(
        "Notices",
        "{path}: these files in this archive are not what its list says: {names}. Nothing was imported. Copy it again from where it came.",
    ),
    "archive-fields-missing": QT_TRANSLATE_NOOP(
        "Notices", "{path}: {where} in this archive lacks {fields}. Nothing was imported. Ask its maker for a new one."
    ),
    "archive-fields-unknown": QT_TRANSLATE_NOOP(
        "Notices",
        "{path}: {where} in this archive has fields that are not known here: {fields}. Nothing was imported. Ask its maker for a new one.",
    ),
    "archive-field-wrong": QT_TRANSLATE_NOOP(
        "Notices",
        "{path}: {field} in this archive is {found}, but must be {allowed}. Nothing was imported. Ask its maker for a new one.",
    ),
    "archive-imported-as": QT_TRANSLATE_NOOP(
        "Notices", 'There is already a project called "{old}", so the imported one is called "{name}".'
    ),
    "archive-backbone-elsewhere": QT_TRANSLATE_NOOP(
        "Notices",
        "This project uses the model {name}, which is not here. Choose a model for it before you ask or train.",
    ),
    "job-own-mistake": QT_TRANSLATE_NOOP(
        "Notices",
        "The program made a mistake in this work and stopped it. Nothing that was saved is lost. Try it again; if it happens once more, send the report.",
    ),
    "job-process-died": QT_TRANSLATE_NOOP(
        "Notices",
        "The part of the program that computes ended {count} times over this work, most likely because memory ran out. Close other programs, or choose a smaller model, then try again.",
    ),
    "job-process-not-started": QT_TRANSLATE_NOOP(
        "Notices",
        "The part of the program that computes cannot be started. Close other programs, then try again; if that does not help, install the program again.",
    ),
    "storage-disk-full": QT_TRANSLATE_NOOP(
        "Notices", "The disk of {path} is full. Nothing was lost. Make room on it, then try again."
    ),
    "storage-no-permission": QT_TRANSLATE_NOOP(
        "Notices", "{path} may not be written. Ask its owner for permission, or choose another data folder."
    ),
    "storage-busy": QT_TRANSLATE_NOOP(
        "Notices", "{path} is in use by another program. Wait until that has ended, then try again."
    ),
    "storage-not-written": QT_TRANSLATE_NOOP(
        "Notices",
        "The disk of {path} did not take what was to be saved ({reason}). Nothing that was saved before is lost. Check the disk, then try again.",
    ),
    "storage-not-opened": QT_TRANSLATE_NOOP(
        "Notices", "{path} cannot be opened ({reason}). Check that its folder is there and may be written."
    ),
    "storage-damaged": QT_TRANSLATE_NOOP(
        "Notices",
        "{path} is damaged ({reason}). Start the program again: it then checks the file, and repairs it or puts the newest backup in its place.",
    ),
    "storage-entry-damaged": QT_TRANSLATE_NOOP(
        "Notices",
        "An entry in {path} is damaged ({reason}), so it cannot be shown. Bring its project back from a backup.",
    ),
    "storage-no-folder": QT_TRANSLATE_NOOP(
        "Notices", "The data folder {path} cannot be made ({reason}). Choose another place for it with --data-dir."
    ),
    "storage-newer": QT_TRANSLATE_NOOP(
        "Notices",
        "{path}: newer than this program (layout {found}; this one knows {known}), so it was opened for reading only. Update the program to go on working.",
    ),
    "storage-found-missing": QT_TRANSLATE_NOOP(
        "Notices", "{path} was gone, though there are backups or parts that belong to it."
    ),
    "storage-found-no-file": QT_TRANSLATE_NOOP("Notices", "{path} was no ordinary file."),
    "storage-found-empty": QT_TRANSLATE_NOOP("Notices", "{path} was empty."),
    "storage-found-foreign": QT_TRANSLATE_NOOP("Notices", "{path} was no file of this program."),
    "storage-found-damaged": QT_TRANSLATE_NOOP("Notices", "{path} was damaged ({reason})."),
    "storage-reindexed": QT_TRANSLATE_NOOP(
        "Notices", "{path} was damaged in parts that can be made again. They were; nothing was lost."
    ),
    "storage-rebuilt": QT_TRANSLATE_NOOP(
        "Notices",
        "Everything that {path} holds could be read, so a new file was made from that. Look through your projects all the same.",
    ),
    "storage-from-backup": QT_TRANSLATE_NOOP(
        "Notices",
        "The backup from {made_at} took the place of {path}. What was done since then is missing; look through your projects.",
    ),
    "storage-rescued": QT_TRANSLATE_NOOP(
        "Notices",
        "There was no backup, so everything that could be read was put into a new {path}: {projects} projects, {classes} classes, {pictures} pictures and {adapters} trained files. What was done before can no longer be undone. Look through your projects.",
    ),
    "storage-emptied": QT_TRANSLATE_NOOP(
        "Notices", "There was no backup and nothing that could be read, so a new, empty {path} was made."
    ),
    "storage-kept-aside": QT_TRANSLATE_NOOP(
        "Notices", "What was found is kept as {aside}. Delete it once nothing is missed."
    ),
    "storage-orphans-removed": QT_TRANSLATE_NOOP(
        "Notices",
        "{path} held {count} entries that belonged to nothing any more. They were removed or set free; the backup {backup} was made before.",
    ),
    "storage-orphans-left": QT_TRANSLATE_NOOP(
        "Notices",
        "{path}: {count} entries name something that is gone ({tables}). They were left alone. If something is missing in a project, bring it back from a backup.",
    ),
    "storage-adapters-rebuilt": QT_TRANSLATE_NOOP(
        "Notices",
        "A new {path} was made from what could be read and from the backups: {kept} trained files are there, {lost} are lost. Train those again.",
    ),
    "backup-missing": QT_TRANSLATE_NOOP("Notices", "There is no backup {name} any more. Choose another one."),
    "backup-damaged": QT_TRANSLATE_NOOP(
        "Notices", "The backup {name} is damaged, so nothing was taken from it. Choose another one."
    ),
    "backup-newer": QT_TRANSLATE_NOOP(
        "Notices",
        "The backup {name} was made by a newer version of the program (layout {found}; this one knows {known}). Update the program, then try again.",
    ),
    "backup-no-project": QT_TRANSLATE_NOOP(
        "Notices", "The backup {name} does not hold this project. Choose another one."
    ),
    "backup-not-removed": QT_TRANSLATE_NOOP(
        "Notices", "{path}: this old backup could not be removed ({reason}). Delete the folder by hand."
    ),
    "pictures-no-room": QT_TRANSLATE_NOOP(
        "Notices",
        "{path}: this needs {megabytes} MB, and only {free} MB may be used on its disk. Make room on it, then try again.",
    ),
    "adapter-section-missing": QT_TRANSLATE_NOOP(
        "Notices",
        "The learned numbers of this trained file are not in {path}. Bring its project back from a backup, or train again.",
    ),
    "adapter-section-damaged": QT_TRANSLATE_NOOP(
        "Notices",
        "The learned numbers of this trained file are damaged in {path}. Bring its project back from a backup, or train again.",
    ),
    "collect-backup-unreadable": QT_TRANSLATE_NOOP(
        "Notices",
        "{path}: it cannot be read what this backup needs, so nothing was deleted that is no longer used. Check the disk; if this backup is of no use, delete its folder.",
    ),
    "collect-kept-aside": QT_TRANSLATE_NOOP(
        "Notices",
        "{path}: this damaged file may still name pictures, so nothing was deleted that is no longer used. Move it elsewhere once nothing is missing.",
    ),
    "folder-run-not-there": QT_TRANSLATE_NOOP("Notices", "These answers are no longer there. Choose a folder again."),
    "folder-run-in-work": QT_TRANSLATE_NOOP(
        "Notices", "The pictures in {path} are still being answered. Stop that first."
    ),
    "folder-run-adapter-gone": QT_TRANSLATE_NOOP(
        "Notices",
        "What the answers for {path} were learned with is gone, so the other pictures cannot be answered in the same way. Choose the folder again for new answers.",
    ),
    "folder-file-failed": QT_TRANSLATE_NOOP(
        "Notices", "This file got no answer ({reason}). Choose the folder again to try once more."
    ),
    "table-over-picture": QT_TRANSLATE_NOOP(
        "Notices", "{path} is the name of a picture. Choose a name that ends in .csv, so that no picture is replaced."
    ),
    "copies-into-originals": QT_TRANSLATE_NOOP(
        "Notices",
        "{path} lies in {folder}, where the pictures are. Choose a folder elsewhere, so that copies and originals stay apart.",
    ),
    "copies-around-originals": QT_TRANSLATE_NOOP(
        "Notices",
        "{path} holds {folder}, where the pictures are. Choose a folder elsewhere, so that copies and originals stay apart.",
    ),
    "copies-into-data": QT_TRANSLATE_NOOP(
        "Notices", "{path} is where this program keeps its own files. Choose another folder."
    ),
    "copies-no-folder": QT_TRANSLATE_NOOP("Notices", "{path} is not a folder. Choose a folder for the copies."),
    "copies-none": QT_TRANSLATE_NOOP(
        "Notices",
        "None of these pictures has an answer, so there is nothing to copy. Choose others, or wait for the answers.",
    ),
    "copy-already-there": QT_TRANSLATE_NOOP("Notices", "{path} is the same picture already. There is nothing to do."),
    "copy-name-taken": QT_TRANSLATE_NOOP(
        "Notices",
        "{path} is something else already, so it was left as it is. Choose another folder to copy this picture too.",
    ),
    "copy-not-made": QT_TRANSLATE_NOOP(
        "Notices", "{path} could not be made ({reason}). Choose another folder, or copy this picture by hand."
    ),
    "copies-in-work": QT_TRANSLATE_NOOP(
        "Notices", "Files are still being copied to {path}, or removed there. Wait until that has ended, or stop it."
    ),
    "copies-not-there": QT_TRANSLATE_NOOP(
        "Notices", "These copies are no longer known. Look into the folder that they were made in."
    ),
    "copies-undone": QT_TRANSLATE_NOOP(
        "Notices", "The copies in {path} were undone. Choose the folder again to make new ones."
    ),
    "copies-folder-gone": QT_TRANSLATE_NOOP(
        "Notices",
        "There is no folder {path}. If it lies on a disk that is not connected, connect that, then try again.",
    ),
    "copy-left": QT_TRANSLATE_NOOP(
        "Notices", "{path} was changed since it was made, or could not be deleted, and was left."
    ),
    "project-not-there": QT_TRANSLATE_NOOP(
        "Notices", "This project is no longer there. Choose one from the list of projects."
    ),
    "project-in-trash": QT_TRANSLATE_NOOP("Notices", '"{name}" lies in the trash. Bring it back first, then open it.'),
    "project-at-work": QT_TRANSLATE_NOOP(
        "Notices", '"{name}" is still at work on a run or a folder. Stop that first, then delete the project.'
    ),
    "project-name-blank": QT_TRANSLATE_NOOP("Notices", "A project needs a name. Type one; it can be changed later."),
    "project-name-characters": QT_TRANSLATE_NOOP(
        "Notices", "This name has {count} letters; {limit} at most. Type a shorter one."
    ),
    "project-name-not-text": QT_TRANSLATE_NOOP(
        "Notices", 'The name "{name}" holds characters that cannot be written. Type another one.'
    ),
    "project-already-there": QT_TRANSLATE_NOOP("Notices", 'There is already a project called "{name}".'),
    "project-restored-as": QT_TRANSLATE_NOOP(
        "Notices", 'There is another project called "{old}" by now, so this one is called "{name}".'
    ),
    "template-not-text": QT_TRANSLATE_NOOP(
        "Notices", 'The sentence "{template}" holds characters that cannot be written. Type another one.'
    ),
    "template-characters": QT_TRANSLATE_NOOP(
        "Notices", "This sentence has {count} letters; {limit} at most. Type a shorter one."
    ),
    "class-not-there": QT_TRANSLATE_NOOP("Notices", "This class is no longer there. Choose one from the list."),
    "class-already-there": QT_TRANSLATE_NOOP("Notices", 'There is already a class "{name}".'),
    "class-words-blank": QT_TRANSLATE_NOOP(
        "Notices", 'The class "{name}" needs words. Say in a few words what its pictures show.'
    ),
    "class-name-characters": QT_TRANSLATE_NOOP(
        "Notices", 'The name or the words of the class "{name}" have {count} letters; {limit} at most. Use fewer words.'
    ),
    "class-no-such-color": QT_TRANSLATE_NOOP(
        "Notices", 'There is no colour "{color}" for classes. Choose one of: {known}.'
    ),
    "classes-changed": QT_TRANSLATE_NOOP(
        "Notices", "The classes are others by now. Look at the list again, then put it in order."
    ),
    "classes-not-mergeable": QT_TRANSLATE_NOOP(
        "Notices", 'These classes cannot be merged into "{name}". Choose other classes of the same project.'
    ),
    "setting-unknown": QT_TRANSLATE_NOOP("Notices", 'There is no setting "{name}". Did you mean "{nearest}"?'),
    "setting-not-kept": QT_TRANSLATE_NOOP(
        "Notices",
        'The setting "{name}" was {value}, which this version does not know. It is {default} now; change it if you like.',
    ),
    "project-renamed": QT_TRANSLATE_NOOP("Notices", "{old} is now called {name}."),
    "class-added": QT_TRANSLATE_NOOP("Notices", "Class {name} added."),
    "class-renamed": QT_TRANSLATE_NOOP("Notices", "{old} is now called {name}. Nothing needs to be learned again."),
    "class-words": QT_TRANSLATE_NOOP(
        "Notices", 'The words for {name} are now "{words}". They count from the next training on.'
    ),
    "classes-merged": QT_TRANSLATE_NOOP("Notices", "{names} merged into {name}."),
    "classes-reordered": QT_TRANSLATE_NOOP("Notices", "The classes are in another order."),
    "class-color": QT_TRANSLATE_NOOP("Notices", "{name} has another colour."),
    "adapter-other-backbone": QT_TRANSLATE_NOOP(
        "Notices",
        "Made for the model {backbone}; this project uses another one. Choose the model {backbone}, or train again on this one.",
    ),
}
