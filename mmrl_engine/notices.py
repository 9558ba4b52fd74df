"""What the engine says to a person: one code, its parameters, and one table of English sentences.

A `Notice` travels through adapters, pipes and tests as a code with parameters; only the edge (a terminal, a window)
turns it into a sentence. Every sentence says what happened and what to do next.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

SENTENCES: Mapping[str, str] = {
    # pictures
    "picture-missing": "{path}: there is no such file. Check the name and the folder.",
    "picture-not-a-file": "{path}: this is not an ordinary file. Choose a picture file.",
    "picture-no-permission": "{path}: this file may not be read. Ask its owner for permission, or copy it elsewhere.",
    "picture-empty": "{path}: this file is empty. Copy the picture again from where it came.",
    "picture-too-many-bytes": "{path}: this file has {megabytes} MB, more than the limit of {limit} MB. Save it smaller.",
    "picture-too-many-pixels": "{path}: this picture has {megapixels} million pixels, more than the limit of {limit} million. "
    "Save it smaller.",
    "picture-unknown-format": "{path}: this is not a picture of a kind that can be read here ({formats}). Save it as PNG or JPEG.",
    "picture-heic-not-installed": "{path}: this is a HEIC picture, and the part that reads them is not installed. "
    "Install 'mmrl-studio[heic]', or save the picture as JPEG.",
    "picture-damaged": "{path}: this picture is damaged, or of a rare kind, and cannot be read ({reason}). "
    "Copy it again from where it came, or save it as PNG.",
    "picture-not-read": "{path}: the computer could not read this file ({reason}). Check the disk or network that it is on, "
    "then try again.",
    "picture-out-of-memory": "{path}: there is too little free memory to read this picture. Close other programs, or save it smaller.",
    "picture-too-slow": "{path}: this picture was not read within {seconds} seconds, so it was given up. Save it as PNG or JPEG, "
    "and check the disk or network that it is on.",
    "picture-crashed-reader": "{path}: the part that reads pictures stopped over this file, which may be damaged. The other pictures are "
    "not touched by that. Copy it again from where it came, or save it as PNG.",
    "picture-reader-not-started": "{path}: the part that reads pictures could not be started ({reason}). Close other programs, then try again.",
    "folder-missing": "{path}: there is no such folder. Check its name.",
    "folder-not-a-folder": "{path}: this is not a folder. Choose the folder that holds the pictures.",
    "folder-no-permission": "{path}: this folder may not be opened. Ask its owner for permission, or copy it elsewhere.",
    "folder-not-read": "{path}: the computer could not list this folder ({reason}). Check the disk or network that it is on, "
    "then try again.",
    # backbones
    "backbone-missing": "There is no backbone called {source}, and no such file or folder. Known names: {known}.",
    "backbone-no-config": "{path} is missing. A folder needs this file, or Hugging Face's config.json, beside its weights.",
    "backbone-no-weights": "{folder} holds no weights that can be used. One of these files is needed: {names}.",
    "backbone-config-unreadable": "This model's config cannot be used ({reason}). Take the file that came with the weights.",
    "backbone-config-numbers": "This model's config has no usable number for: {fields}. Take the file that came with the weights.",
    "backbone-config-values": "This model's config has settings that cannot be used: {values}. Take the file that came with the weights.",
    "backbone-config-missing": "There is no open_clip model called {config}, and no such file. The nearest names: {nearest}.",
    "backbone-config-not-needed": "{source} has a config of its own. Leave --config out, or name a single file instead of the folder.",
    "backbone-config-other": "{path} shows its shape itself, and the config says another. Leave --config out.",
    "backbone-not-a-file": "{path}: this is not an ordinary file. Choose the file that came with the model.",
    "backbone-config-needed": "{path}: the weights do not show which activation and how many heads they were made for. "
    "Say it with --config; these fit: {configs}.",
    "backbone-not-served": "This model cannot be used here: {reasons}. Choose a CLIP with a plain ViT image tower and CLIP's own text tower.",
    "backbone-unreadable": "{path} cannot be read ({reason}). Check its name, its permissions and the disk.",
    "backbone-not-safetensors": "{path} is not a whole safetensors file. Copy or download it again.",
    "backbone-keys-missing": "These weights lack {count} tensors that the config asks for: {names}. Choose the config that belongs to them.",
    "backbone-keys-unknown": "These weights have {count} tensors that the config does not know: {names}. "
    "Choose the config that belongs to them.",
    "backbone-shapes-differ": "{count} tensors have another shape than the config says: {names}. Choose the config that belongs to them.",
    "backbone-not-finite": "{count} tensors hold values that are not numbers: {names}. Copy or download the weights again.",
    "backbone-activation": "These are the weights of {name}, which were made with {known}, but the config says {config}. "
    "Choose the config with {known}.",
    "backbone-vocabulary": "This backbone has a vocabulary of {size} pieces, which is not CLIP's own, so words cannot be read. Choose another.",
    "backbone-not-downloaded": "The backbone {name} is not on this computer yet. Get it with: mmrl backbones get {name}",
    "backbone-changed": "{path} is no longer what was downloaded as {name}. Remove it with 'mmrl backbones remove {name}', then get it again.",
    # files of torch, which are read without running what is in them
    "weights-old-form": "{path}: this is a pickle, the form that torch wrote before version 1.6, and is not opened here. Load it in the program that "
    "it came from, save it again (best as .safetensors), and take that file.",
    "weights-no-archive": "{path}: this is neither a .safetensors file nor one that torch saved. Choose the model's own file.",
    "weights-foreign-name": "{path}: this file asks for {name}, which could run a program, so nothing in it was used. Ask its maker for the "
    "weights alone, best as .safetensors.",
    "weights-damaged": "{path}: this file of torch is damaged or of a rare kind ({reason}). Copy or download it again.",
    "weights-none": "{path}: no weights of a CLIP were found in this file. Choose the model's own file.",
    "weights-trained": "{path}: this is a trained MMRL of its authors, not a backbone. Make an adapter of it with: mmrl import-released",
    # what a file is that is no adapter
    "kind-open-clip-folder": "{path} is the folder of a CLIP model in open_clip's layout. Use it with --backbone.",
    "kind-hf-folder": "{path} is the folder of a model in Hugging Face's layout. If it is a CLIP, use it with --backbone, or make an open_clip folder of it with: mmrl convert",
    "kind-openai": "{path} is a CLIP model in OpenAI's own form. Use it with --backbone, or make an open_clip folder of it with: mmrl convert",
    "kind-weights": "{path} holds the weights of a CLIP model under {layout}'s names. Use it with --backbone and --config, or make an open_clip folder of it with: mmrl convert",
    "kind-released": "{path} is a checkpoint of {method} as its authors save them. Make an adapter of it with: mmrl import-released",
    "kind-torch": "{path} is a file of torch, but neither a CLIP model nor a checkpoint of MMRL. There is no use for it here.",
    # released checkpoints of the method's authors
    "released-not-one": "{path}: this is no checkpoint of MMRL or MMRL++ as their authors save them. Choose a file like "
    "model.pth.tar-50.",
    "released-other-backbone": "{path} does not fit the backbone {backbone}: {differs}. Choose the CLIP that it was trained on; the authors "
    "used OpenAI's ViT-B/16.",
    "released-towers-differ": "{path} was trained on another CLIP than {backbone}: {count} of {total} frozen parts differ, such as {names}. "
    "Choose the one that it was trained on; the authors used OpenAI's ViT-B/16.",
    "released-no-towers": "{path} does not hold the CLIP that it was trained on, so it could not be compared with {backbone}. "
    "Make sure that it is the same.",
    "released-other-prompts": "{path} was trained on other sentences. It does not know: {missing}. It knows: {known}. Give the classes and "
    "the sentence that it was trained with; other names can be typed later.",
    "released-not-finite": "{path} holds numbers that are infinite or no numbers at all: {names}. Its training went wrong; choose another.",
    "call-names-unreadable": "{path}: no class names could be read from this file ({reason}). Write one name on each line, in a text file.",
    "call-beta-needed": "{path} is of MMRL++, and its beta is not in the file. Say it with --beta. The authors took 0.9 for ImageNet, Aircraft, "
    "UCF101 and DTD, 0.7 for Pets and Cars, 0.6 for Caltech, 0.5 for SUN397, 0.4 for Flowers, 0.2 for EuroSAT and 0.1 for Food.",
    "call-beta-not-needed": "{path} is of MMRL, which has no beta. Leave --beta out.",
    "device-not-there": "The device '{device}' is not there, or the installed torch cannot use it. Try --device cpu.",
    # what computes, and why
    "device-by-hand": "It was chosen by hand.",
    "device-card": "{name} is there, and torch can use it.",
    "device-no-card": "There is no graphics card that torch can use.",
    "device-card-fails": "{name} is there, but a small computation on it failed. Install a newer driver for it; until then the processor does the work.",
    "device-card-too-old": "The installed torch has no code for {name}. Install a build of torch that still serves it (pytorch.org lists them under "
    "'Get Started'); until then the processor does the work.",
    "device-no-driver": "The NVIDIA card is not used, as its driver is not installed. Install it; until then the processor does the work.",
    "device-torch-without-cuda": "The NVIDIA card is not used, as the installed torch is built without CUDA. Install a CUDA build (pytorch.org lists them "
    "under 'Get Started'); until then the processor does the work.",
    "device-driver-too-old": "The NVIDIA card is not used, as the installed torch (for CUDA {cuda}) cannot work with its driver. Install a newer driver, "
    "or a build of torch for an older CUDA; until then the processor does the work.",
    "device-torch-without-rocm": "The AMD graphics are not used. If ROCm supports them, install a ROCm build of torch (pytorch.org lists them under "
    "'Get Started'); until then the processor does the work.",
    "device-memory": "The graphics card has too little memory for that. It goes on with the processor, which takes longer.",
    "device-lost": "The graphics card stopped answering. It goes on with the processor.",
    "device-stopped": "The graphics card stopped answering. Start again with --device cpu; a training that kept a checkpoint goes on from there.",
    "precision-faster": "It learns in {used}, which was {times} times as fast here as float32 and comes to the same within the bounds.",
    "precision-slower": "It learns in float32: {other} was {times} times as slow here.",
    "precision-no-gain": "It learns in float32: {other} was hardly faster here ({times} times as fast).",
    "precision-small-model": "It learns in float32: the model is small, so that there is little to gain.",
    "precision-differs": "It learns in float32: {other} came to other numbers here ({difference} of the gradient).",
    "precision-not-there": "It learns in float32: {other} does not run on this device.",
    "precision-out-of-range": "It goes on in float32: in {other} the numbers grew out of range.",
    "precision-by-hand": "It learns in {used}, as was asked for.",
    "precision-kept": "It goes on in {used}, as the run began.",
    # downloads of backbones
    "download-no-connection": "No connection to {host}. Everything else works without it.",
    "download-no-answer": "{host} could be reached, but gave no sound answer ({reason}). Try again later, or get the file from elsewhere.",
    "download-stopped": "The download stopped at {percent} %. What has come is kept; start it again to go on.",
    "download-wrong-file": "The file is not what it should be and was thrown away ({reason}). Try again, or get it from elsewhere.",
    "download-refused": "{host} does not give the file (answer {status}). Try again later, or get it from elsewhere.",
    "download-no-file": "{host} sent something else instead of the file ({reason}). If this network asks for a sign-in, sign in first, then try again.",
    "download-redirect": "{host} sent the download on to an address that is not safe ({target}), so it was not followed. Get the file from elsewhere.",
    "download-certificate": "{host} could not prove that it is {host}. Check this computer's clock, and whether this network looks into connections.",
    "download-proxy": "The proxy {proxy} could not be used ({reason}). Check its address, or leave it empty.",
    "download-address": "{address} cannot be downloaded from: only addresses that begin with https:// are asked. Write it like https://example.org.",
    "download-no-room": "{name} needs {needed} MB of room, and {free} MB are free on the disk of {drive}. Make room there, then try again.",
    "download-disk-full": "The disk of {drive} is full. The download stopped at {percent} %; make room, then start it again to go on.",
    "download-in-work": "{name} is being downloaded already. Wait for that, or stop it first.",
    "download-not-removed": "{path} could not be deleted ({reason}). Delete it by hand.",
    "download-none": "{name} is no backbone that can be downloaded. These can: {known}.",
    # checking
    "check-no-pictures": "There are no pictures to check with. Add at least 2 different pictures to each class.",
    "check-too-few-pictures": "Checking needs at least 2 different pictures in each class: one to learn from and one to ask "
    "about. Add pictures to: {names}.",
    "check-fold-count": "The pictures cannot be divided into {folds} parts for checking. Choose a number from 2 to {most}.",
    "check-shared-pictures": "The same pictures stand in several classes, so too few are left to check: {names}. "
    "Remove them from the classes where they do not belong, or add other pictures.",
    "check-alike": "All pictures of {names} look alike or were taken in one go, so each was tested by what had seen its like: its figures "
    "are too good. Add pictures that were taken elsewhere or at another time.",
    # settings, classes, prompts
    "config-no-such-recipe": "There is no recipe '{preset}' for {variant}. These are there: {known}.",
    "config-out-of-range": "The setting '{name}' is {value}, but must lie between {low} and {high}.",
    "config-plus-only": "The setting '{name}' is for the variant mmrlpp only. Leave it out, or choose that variant.",
    "config-template": "The sentence '{template}' needs one place {{}} for a class's words. Write it like 'a photo of a {{}}.'",
    "classes-none": "There are no pictures to learn from. Give at least one class with one picture.",
    "class-name-blank": "A class has no name. Give every class a name.",
    "class-name-twice": "Two classes have the same name or the same words: {names}. Rename one, or put their pictures together.",
    "class-name-number": "The class '{name}' is only a number, which says nothing about its pictures. Name it by what it shows.",
    "class-name-long": "The class '{name}' makes a sentence of {count} pieces; this backbone reads {limit}. Use fewer words.",
    "class-words-unknown": "Words were given for '{name}', but no picture has this class. Did you mean {nearest}?",
    "class-no-pictures": "No picture of the class '{name}' could be read. Add at least one that opens.",
    "picture-left-out": "{path} was left out: {reason}",
    "picture-in-two-classes": "The same picture stands in several classes: {paths}. Keep it in the one it belongs to.",
    "typed-blank": "A typed name is empty. Type what a picture may show.",
    "typed-twice": "The name '{name}' was typed twice. Once is enough.",
    "typed-is-trained": "'{name}' was learned from pictures already, so it need not be typed.",
    "typed-competes": "'{name}' and '{other}' mean nearly the same to the model, so both take a part of the answer for the same pictures. Leave one out unless you want to tell them apart.",
    "typed-nothing": "There is nothing to choose from. Type at least one name, or give a trained adapter.",
    "check-one-class": "There is only the class '{name}', so there is nothing to tell apart and nothing to check. Add another class.",
    "classes-too-many": "There are {count} classes; an adapter holds {limit} at most. Split them over several adapters.",
    "class-name-not-text": "The name {name} holds bytes that are no text. Rename the class or its folder.",
    "config-choice": "The setting '{name}' is {value}, but must be one of: {known}.",
    # training
    "stems-no-file": "What is kept during the training needs a file in {folder}, which cannot be made ({reason}). Choose another folder.",
    "stems-no-room": "What is kept during the training needs {megabytes} MB in {folder}, and there is not so much room. "
    "Free some, or use fewer pictures.",
    "checkpoint-not-read": "{path} cannot be read ({reason}), so the training cannot go on from it.",
    "training-not-finite": "The training stopped, since its numbers grew out of range at step {step}. Try again with a smaller learning rate "
    "(now {rate}).",
    "checkpoint-other-run": "{path} belongs to another training ({differs} differ). Delete it to start anew, or go on with the same pictures "
    "and settings.",
    "checkpoint-damaged": "{path} is damaged, so the training cannot go on from it. Delete it and start anew.",
    "training-resumed": "Going on from step {step} of {total}.",
    "memory-smaller-steps": "This computer has too little memory for that. It went on with smaller steps, which takes longer.",
    "memory-smallest-step": "This computer has too little free memory: even the smallest step does not fit. Choose a smaller model, or close "
    "other programs.",
    "adapter-answers-not-built": "This adapter answers by '{answers}', which this version cannot do. Use a newer version.",
    "adapter-other-shape": "This adapter does not fit the backbone {backbone} that it names: {differs}. Ask its maker for a sound one.",
    "adapter-checks-differ": "The adapter does not give the answers here that it gave where it was made (largest difference {difference}). "
    "It may have been made with another version; make it anew.",
    # the command: what was typed, and the folders that it names
    "call-words-form": "'{given}' cannot be used for --words. Write it as CLASS=WORDS, such as --words \"kestrel=small falcon\".",
    "call-words-twice": "Words were given twice for '{name}'. Give them once.",
    "call-output-exists": "{path} is there already. Choose another name with -o, or add --force to replace it.",
    "call-output-folder": "{path} is a folder. Give -o the name of a file.",
    "call-checkpoint-exists": "{path} was left by a training that was stopped. Add --resume to go on with it, or delete it to start anew.",
    "call-nothing-to-resume": "There is no stopped training ({path}) to go on with, so a new one starts.",
    "call-train-inside": "{path} is divided into {parts}. Learn from {train} alone, and keep the others to see how good the answers are.",
    "call-backbone-needed": "This adapter was trained on the backbone {backbone} (fingerprint {fingerprint}), which is none of those that "
    "mmrl backbones lists, even where it has the same name. Say with --backbone where it lies.",
    "call-folder-alone": "A folder is checked by its own pictures; {pictures} would not be asked about. Leave it out, or train first and give mmrl check the file.",
    "call-only-folder": "{option} is for a folder of pictures, not for an adapter. Leave it out.",
    "call-no-such-backbone": "There is no backbone '{name}' to download. The nearest names: {nearest}.",
    "call-backbone-ships": "{name} came with the program; there is nothing to get or to remove. These can be downloaded: {known}.",
    "call-download-kept": "Stopped. {done} of {total} MB are here and kept. Go on with: {command}",
    "call-watch-folder": "--watch needs one folder, and nothing else beside it.",
    "call-watch-one": "--watch answers by one adapter. Leave --beside out.",
    "call-two-forms": "Choose one of --json and --csv.",
    "shelf-empty": "There is no adapter to answer. Give at least one.",
    "shelf-adapter-refused": "{adapter} cannot be used: {reason}",
    "folder-no-classes": "{path} holds no folders with pictures. Make one folder per class in it, named by what its pictures show.",
    "folder-only-pictures": "{path} holds pictures, but no folders with pictures. Make one folder per class in it, named by what its pictures "
    "show, and move them there.",
    "folder-loose-pictures": "In {path}, pictures that lie beside the class folders were left out ({count}, such as {first}). Put each into the "
    "folder of its class.",
    "folder-class-empty": "{path} holds no picture, so this class was left out. Put pictures into the folder, or remove it.",
    "folder-class-name": "The name of the folder {path} holds characters that cannot be written. Rename the folder.",
    "others-not-read": "None of these pictures could be read, so the line was left where it is.",
    "folder-no-pictures": "{path}: there is no picture in this folder.",
    "pictures-none": "There is no picture to answer about. Name pictures, or a folder that holds some.",
    "training-stopped": "Stopped. What was learned so far is kept in {path}. Go on with: {command}",
    "training-stopped-early": "Stopped before anything was learned, so nothing was kept. Start again with: {command}",
    "checkpoint-not-removed": "{path} is no longer needed, but could not be deleted ({reason}). Delete it by hand.",
    "out-of-memory": "There is too little free memory for this. Close other programs, or, if it was a graphics card's, add --device cpu.",
    # the service for other programs
    "sklearn-not-installed": "The part that works with scikit-learn is not installed. Install 'mmrl-studio[sklearn]'.",
    "serve-not-installed": "The part that answers other programs is not installed. Install 'mmrl-studio[serve]'.",
    "call-serve-host": "'{host}' is no address to listen at. Give --host an IP address of this computer, such as 127.0.0.1.",
    "call-token-file": "{path} holds no token that can be used. It needs one line of at least {fewest} letters, digits or signs without blanks; or name a file that is not there yet.",
    "serve-port": "It is not possible to listen at {host}, port {port} ({reason}). Choose another port with --port, or 0 for any that is free.",
    "serve-open-to-others": "Other computers can reach this service at {host}. Who knows the token can ask it, and what is sent can be read on the way. Leave --host out to be asked by this computer alone.",
    "serve-token": "The token is missing or wrong. Send the one that was shown when the service was started, as the header Authorization: Bearer TOKEN.",
    "serve-wrong-host": "The service was called by a name that is not its own. Use the address that it showed when it was started.",
    "serve-other-origin": "This request came from a web page of somebody else's, and such are not answered. Ask from a program, or from the service's own page.",
    "serve-no-picture-type": "The body must be a picture's file as it is, with the Content-Type image/jpeg or the like, or application/octet-stream.",
    "serve-too-large": "This picture's file has more than {limit} MB, the limit here. Save it smaller.",
    "serve-slow-body": "The picture came too slowly, so it was given up. Send it again.",
    "serve-cut-off": "The picture broke off on its way. Send it again.",
    "serve-too-slow": "There was no answer within {seconds} seconds, so it was given up. Come again when less is asked at once.",
    "serve-busy": "Too many pictures are asked about at once. Come again in a moment.",
    "serve-stopping": "The service is being stopped. Start it again, then ask again.",
    "serve-too-many-names": "{count} names are too many for one request; the limit is {limit}. Leave some out.",
    "serve-not-found": "There is nothing at this path. The start page of the service lists what there is.",
    "serve-method": "This path is asked in another way. The start page of the service says how.",
    "serve-not-http": "This is no request that can be read. The start page of the service says how to ask.",
    "serve-own-mistake": "The service made a mistake of its own over this request. Where it was started, it says more; report that.",
    # starting the program
    "program-already-running": "The program is already running with the data in {folder}, but does not answer. Look for its window; if there is "
    "none, end the program first (or restart the computer), then start it again.",
    "program-too-many-arguments": "The program is already running, and {count} names at once are too many to hand to it. Open fewer files at a "
    "time, or the folder that they are in.",
    "data-folder-not-usable": "{folder}: the program keeps its data in this folder, but cannot use it ({reason}). Check its disk and its "
    "permissions, or choose another folder with --data-dir.",
    # files that are written
    "file-disk-full": "{path}: the disk is full, so this file could not be written. Free some space, then try again.",
    "file-no-permission": "{path}: this file may not be written here. Choose another folder, or ask its owner for permission.",
    "file-there-already": "{path} is there already. Choose another name.",
    "file-no-folder": "{path}: the folder for this file does not exist. Make the folder first, or choose another one.",
    "file-name-too-long": "{path}: this name is longer than the disk allows. Choose a shorter one.",
    "file-not-written": "{path}: this file could not be written ({reason}). Check the disk, or choose another folder.",
    # adapter files
    # exported folders
    "export-folder-not-empty": "{folder} is not empty, and nothing in it was touched. Choose a new or an empty folder.",
    "export-tested-unreadable": "{path} does not say how often the adapter was right. Take what 'mmrl check ADAPTER PICTURES --json' prints.",
    "export-onnx-missing": "ONNX files need parts that are not installed: {names}. Install 'mmrl-studio[onnx]', or leave ONNX out.",
    "export-onnx-failed": "No ONNX file could be made of this model ({reason}). Leave ONNX out; the rest works without it.",
    "export-onnx-differs": "The ONNX files gave the same answer for {same} of {total} pictures, with shares up to {difference} apart, "
    "so they were not kept. Leave ONNX out; the rest works without it.",
    "adapter-folder-none": "{folder} holds no file that ends in .mmrl.safetensors. Choose the adapter itself, or a folder that was exported.",
    "adapter-folder-many": "{folder} holds several adapters: {names}. Name one of them.",
    "adapter-missing": "{file}: there is no such file. Check the name and the folder.",
    "adapter-not-a-file": "{file}: this is not an ordinary file. Choose an adapter, a file that ends in .mmrl.safetensors.",
    "adapter-no-permission": "{file}: this file may not be read. Ask its owner for permission, or copy it elsewhere.",
    "adapter-unreadable": "{file}: this file could not be read ({reason}). Check the disk, or copy the file elsewhere.",
    "adapter-too-large": "{file}: with {megabytes} MB this is larger than an adapter can be ({limit} MB). "
    "Choose an adapter, a file that ends in .mmrl.safetensors.",
    "adapter-pickle": "{file}: this is a pickle or a zip archive, as torch.save writes them, not an adapter. It was not opened, "
    "because such files can run programs. Ask its maker for the adapter as a .mmrl.safetensors file.",
    "adapter-not-safetensors": "{file}: this is not a safetensors file, so it is no adapter. "
    "Choose a file that ends in .mmrl.safetensors.",
    "adapter-not-an-adapter": "{file}: this is a safetensors file, but not an adapter of MMRL Studio. "
    "Choose a file that ends in .mmrl.safetensors.",
    "adapter-truncated": "{file}: this file breaks off after {found} of at least {expected} bytes. "
    "Copy it again from where it came.",
    "adapter-too-long": "{file}: this file has {found} bytes where {expected} belong; something was added to it. "
    "Copy it again from where it came.",
    "adapter-header-too-large": "{file}: the description in front of this file takes {kilobytes} KB, more than the limit of "
    "{limit} KB. Choose an adapter, a file that ends in .mmrl.safetensors.",
    "adapter-header-damaged": "{file}: the description in front of this file is damaged ({reason}). "
    "Copy it again from where it came.",
    "adapter-header-duplicate": "{file}: the name '{name}' stands twice in front of this file. "
    "Do not use it; ask its maker for a sound one.",
    "adapter-tensors-overlap": "{file}: the parts of this file overlap or leave gaps. "
    "Do not use it; ask its maker for a sound one.",
    "adapter-newer-version": "{file}: this adapter was made by a newer version of the program (format {found}; this version reads "
    "up to format {known}). Update the program, then open it again.",
    "adapter-description-changed": "{file}: the description in this adapter was changed or damaged after it was made. "
    "Copy it again from where it came.",
    "adapter-tensors-changed": "{file}: the learned numbers in this adapter were changed or damaged after it was made. "
    "Copy it again from where it came.",
    "adapter-entries": "{file}: the description in this adapter is not as format 1 has it (missing: {missing}; not known: "
    "{unknown}). Ask its maker for a sound one.",
    "adapter-entry-damaged": "{file}: '{entry}' in the description of this adapter cannot be read ({reason}). "
    "Ask its maker for a sound one.",
    "adapter-fields-missing": "{file}: in the description of this adapter, {where} lacks {fields}. Ask its maker for a sound one.",
    "adapter-fields-unknown": "{file}: in the description of this adapter, {where} has what format 1 does not know: {fields}. "
    "Ask its maker for a sound one, or update the program.",
    "adapter-field-wrong": "{file}: in the description of this adapter, {field} is {found}; what belongs there is {allowed}. "
    "Ask its maker for a sound one.",
    "adapter-variant-not-built": "{file}: this adapter is of the kind '{variant}', which this version of the program cannot use "
    "yet (it uses {known}). Update the program, or train a new adapter.",
    "adapter-variant-unknown": "{file}: this adapter is of the kind '{variant}', which is not known (known: {known}). "
    "Update the program, or ask the adapter's maker for another kind.",
    "adapter-tensors-missing": "{file}: this adapter lacks parts that its kind needs: {names}. Ask its maker for a sound one.",
    "adapter-tensors-unknown": "{file}: this adapter holds parts that its kind does not have: {names}. "
    "Ask its maker for a sound one.",
    "adapter-tensor-shapes": "{file}: parts of this adapter have a wrong size: {tensors}. Ask its maker for a sound one.",
    "adapter-tensor-type": "{file}: the numbers in this adapter must be float32 (F32), and these are not: {tensors}. "
    "Ask its maker to save it again as float32.",
    "adapter-tensor-order": "{file}: the parts of this adapter do not lie in the order of their names. "
    "Ask its maker for a sound one.",
    "adapter-not-finite": "{file}: this adapter holds numbers that are infinite or no numbers at all: {names}. "
    "Its training went wrong; train it again with a smaller learning rate.",
    "adapter-too-many-words": "The class names of this adapter and what belongs to them take {kilobytes} KB, more than the limit "
    "of {limit} KB. Use fewer classes or shorter names.",
    "adapter-text": "'{entry}' of this adapter holds a character that cannot be written. "
    "Check the class names for characters that look broken.",
    # trainings and adapters of a project
    "training-no-pictures": "No picture lies in a class yet. Put at least one picture in a class, then train.",
    "training-in-work": "Training {number} of this project is in work. Wait for it, or stop it first.",
    "training-not-there": "This training is no longer there. Choose one from the list.",
    "training-cannot-go-on": "Training {number} is in work or done, so it cannot go on. Start a new one.",
    "adapter-not-there": "This project has no such adapter. Choose one from its list.",
    "adapter-name": "An adapter needs a name of 1 to {limit} letters. Type another one.",
    # pictures of a project
    "pictures-not-there": "These pictures are not in the project any more. Choose others.",
    "pictures-not-in-trash": "None of these pictures lies in the trash, so none was removed for good. Remove them first.",
    "pictures-found-again": "{found} of {lost} missing pictures were found below {path}. "
    "Choose another folder for those that are still missing.",
    # zip files
    "zip-not-read": "{path}: this is not a zip file, or it is damaged ({reason}). Copy it again from where it came.",
    "zip-too-many": "{path}: this zip file holds more than {limit} files and folders. Unpack it, and add its folder instead.",
    "zip-too-large": "{path}: the files in this zip file take {megabytes} MB, and {limit} MB may be used for it. "
    "Make room on the disk, or unpack a part of it and add that.",
    "zip-unsafe-names": "{path}: this zip file holds names that could lead out of its folder, or that not every computer can have: "
    "{names}. Nothing was unpacked. Ask its maker for a sound one.",
    "zip-names-twice": "{path}: this zip file holds names that are the same to some computers: {names}. Nothing was unpacked. "
    "Ask its maker for a sound one.",
    "zip-links": "{path}: this zip file holds links or devices instead of files: {names}. Nothing was unpacked. "
    "Ask its maker for one with ordinary files.",
    "zip-encrypted": "{path}: these files in this zip file are locked with a password: {names}. Unpack it yourself, and add the folder.",
    "zip-method": "{path}: these files in this zip file are packed in a rare way: {names}. Unpack it yourself, and add the folder.",
    "zip-packed-too-much": "{path}: these files in this zip file would grow to more than 200 times their size: {names}. "
    "Nothing was unpacked. Ask its maker for a sound one.",
    "zip-entry-damaged": "{path}: {name} in this zip file is damaged ({reason}). Copy the zip file again from where it came.",
    "zip-entry-too-large": "{path}: {name} in this zip file has {megabytes} MB, more than the limit of {limit} MB. Save it smaller.",
    # archives of projects
    "archive-name": "The name of an archive ends in {ending}. Choose such a name.",
    "archive-too-many": "This project has {count} pictures and adapters, and an archive holds {limit}. Move some of them to a project of their own first.",
    "archive-too-large": "This project takes {megabytes} MB in an archive, and {limit} MB are possible. Move some of its pictures to a project of their own first.",
    "archive-pictures-missing": "{count} pictures are gone or were changed since they came, such as {first}. The archive was made without them. "
    "Find their files again, then export once more.",
    "archive-adapters-lost": "{count} trained adapters are gone or damaged: {names}. The archive was made without them. Train again, then export once more.",
    "archive-not-one": "{path}: this is a zip file, but not an archive of a project. Choose a file that ends in .mmrl-project.zip; to add the pictures of a zip file, open a project and import them there.",
    "archive-newer": "{path}: this archive was written by a newer version of the program (format {found}; this one knows {known}). Update the program, then import it again.",
    "archive-json": "{path}: {name} in this archive cannot be read ({reason}). Nothing was imported. Ask its maker for a new one.",
    "archive-members-unknown": "{path}: this archive holds files that its list does not name: {names}. Nothing was imported. Ask its maker for a new one.",
    "archive-members-missing": "{path}: these files are missing in this archive: {names}. Nothing was imported. Copy it again from where it came.",
    "archive-members-damaged": "{path}: these files in this archive are not what its list says: {names}. Nothing was imported. Copy it again from where it came.",
    "archive-fields-missing": "{path}: {where} in this archive lacks {fields}. Nothing was imported. Ask its maker for a new one.",
    "archive-fields-unknown": "{path}: {where} in this archive has fields that are not known here: {fields}. Nothing was imported. Ask its maker for a new one.",
    "archive-field-wrong": "{path}: {field} in this archive is {found}, but must be {allowed}. Nothing was imported. Ask its maker for a new one.",
    "archive-imported-as": "There is a project called '{old}' already, so the imported one is called '{name}'.",
    "archive-pictures-unreadable": "{count} pictures of the archive cannot be read, such as {first}. They stand with the files that could not be read.",
    "archive-backbone-elsewhere": "This project used the model {name}, which lay on another computer. Choose a model for it before you ask or train.",
    # jobs, which run in a process of their own
    "job-own-mistake": "The program made a mistake in this work and stopped it. Nothing that was saved is lost. Try it again; if it "
    "happens once more, send the report.",
    "job-process-died": "The part of the program that computes ended {count} times over this work, most likely because memory ran out. "
    "Close other programs, or choose a smaller model, then try again.",
    "job-process-not-started": "The part of the program that computes cannot be started. Close other programs, then try again; if that "
    "does not help, install the program again.",
    # the data folder
    "storage-disk-full": "The disk of {path} is full. Nothing was lost. Make room on it, then try again.",
    "storage-no-permission": "{path} may not be written. Ask its owner for permission, or choose another data folder.",
    "storage-busy": "{path} is in use by another program. Wait until that has ended, then try again.",
    "storage-not-written": "The disk of {path} did not take what was to be saved ({reason}). Nothing that was saved before is lost. "
    "Check the disk, then try again.",
    "storage-not-opened": "{path} cannot be opened ({reason}). Check that its folder is there and may be written.",
    "storage-damaged": "{path} is damaged ({reason}). Start the program again: it then checks the file, and repairs it or puts the newest backup in its place.",
    "storage-entry-damaged": "An entry in {path} is damaged ({reason}), so it cannot be shown. Bring its project back from a backup.",
    "storage-no-folder": "The data folder {path} cannot be made ({reason}). Choose another place for it with --data-dir.",
    "storage-newer": "{path} was written by a newer version of the program (schema {found}; this one knows {known}). It can be looked at, but nothing can be changed. Update the program to go on working.",
    "storage-found-missing": "{path} was gone, though there are backups or parts that belong to it.",
    "storage-found-no-file": "{path} was no ordinary file.",
    "storage-found-empty": "{path} was empty.",
    "storage-found-foreign": "{path} was no file of this program.",
    "storage-found-damaged": "{path} was damaged ({reason}).",
    "storage-reindexed": "The indexes of {path} were damaged. They were made again; nothing was lost.",
    "storage-rebuilt": "Everything that {path} holds could be read, so a new file was made from that. Look through your projects all the same.",
    "storage-from-backup": "The backup of {made_at} (UTC) took the place of {path}. What was done since then is missing; look through your projects.",
    "storage-rescued": "There was no backup, so everything that could be read was put into a new {path}: {projects} projects, {classes} classes, {pictures} pictures and {adapters} trained adapters. What was done before can no longer be undone. Look through your projects.",
    "storage-emptied": "There was no backup and nothing that could be read, so a new, empty {path} was made.",
    "storage-kept-aside": "What was found is kept as {aside}. Delete it once nothing is missed.",
    "storage-orphans-removed": "{path} held {count} entries that belonged to nothing any more. They were removed or set free; the backup {backup} was made before.",
    "storage-orphans-left": "{count} entries in {path} name something that is gone ({tables}). They were left alone. If something is missing in a project, bring it back from a backup.",
    "storage-adapters-rebuilt": "A new {path} was made from what could be read and from the backups: {kept} trained adapters are there, {lost} are lost. Train those again.",
    # backups
    "backup-adapters-missing": "The backup lacks {count} trained adapters, which are missing or damaged already. Train them again.",
    "backup-missing": "There is no backup {name} any more. Choose another one.",
    "backup-damaged": "The backup {name} is damaged, so nothing was taken from it. Choose another one.",
    "backup-newer": "The backup {name} was made by a newer version of the program (schema {found}; this one knows {known}). Update the program, then try again.",
    "backup-no-project": "The backup {name} does not hold this project. Choose another one.",
    "backup-not-removed": "{path}: this old backup could not be removed ({reason}). Delete the folder by hand.",
    "backup-pictures-missing": "{count} picture files of this project are gone. Import them again; their labels come back with them.",
    "backup-adapters-lost": "{count} trained adapters of this project are gone. Train them again.",
    # what lies beside the databases
    "pictures-no-room": "{path}: this needs {megabytes} MB, and only {free} MB may be used on its disk. Make room on it, then try again.",
    "adapter-section-missing": "The learned numbers of this adapter are not in {path}. Bring its project back from a backup, or train again.",
    "adapter-section-damaged": "The learned numbers of this adapter are damaged in {path}. Bring its project back from a backup, or train again.",
    "collect-backup-unreadable": "{path}: it cannot be read what this backup needs, so nothing was deleted that is no longer used. "
    "Check the disk; if this backup is of no use, delete its folder.",
    "collect-kept-aside": "{path}: this damaged file may still name pictures, so nothing was deleted that is no longer used. "
    "Move it elsewhere once nothing is missing.",
    # answers for folders, and copies sorted by them
    "folder-run-not-there": "These answers are no longer there. Choose a folder again.",
    "folder-run-in-work": "The pictures in {path} are still being answered. Stop that first.",
    "camera-none": "No camera found.",
    "camera-not-allowed": "The system does not allow the camera.",
    "camera-lost": "The camera was unplugged.",
    "camera-silent": "The camera sends no pictures. Another program may be using it.",
    "camera-failed": "The camera does not work: {reason}.",
    "camera-part-missing": "Pictures from a camera need a part that is not installed. Close the program and start it once as python packaging/run.py --with camera.",
    "camera-part-broken": "The part for cameras does not start: {reason}.",
    "watch-twice": "{path} is watched already.",
    "watch-folder-gone": "{path} is not there for now, perhaps unplugged. Watching goes on when it is back.",
    "watch-folder-back": "{path} is back.",
    "watch-polled": "This system does not tell of changes in {path}, so it is looked through every few seconds.",
    "folder-run-adapter-gone": "What the answers for {path} were learned with is gone, so the other pictures cannot be answered in the same way. Choose the folder again for new answers.",
    "folder-run-new-files": "{count} pictures came into {path} since it was chosen, such as {first}. They get no answer here; choose the folder again for that.",
    "folder-file-failed": "This file got no answer ({reason}). Choose the folder again to try once more.",
    "table-over-picture": "{path} is the name of a picture. Choose a name that ends in .csv, so that no picture is replaced.",
    "copies-into-originals": "{path} lies in {folder}, where the pictures are. Choose a folder elsewhere, so that copies and originals stay apart.",
    "copies-around-originals": "{path} holds {folder}, where the pictures are. Choose a folder elsewhere, so that copies and originals stay apart.",
    "copies-into-data": "{path} is where this program keeps its own files. Choose another folder.",
    "copies-no-folder": "{path} is not a folder. Choose a folder for the copies.",
    "copies-none": "None of these pictures has an answer, so there is nothing to copy. Choose others, or wait for the answers.",
    "copy-already-there": "{path} is the same picture already. There is nothing to do.",
    "copy-name-taken": "{path} is something else already, so it was left as it is. Choose another folder to copy this picture too.",
    "copy-not-made": "{path} could not be made ({reason}). Choose another folder, or copy this picture by hand.",
    "copies-in-work": "Files are still being copied to {path}, or removed there. Wait until that has ended, or stop it.",
    "copies-not-there": "These copies are no longer known. Look into the folder that they were made in.",
    "copies-undone": "The copies in {path} were undone. Choose the folder again to make new ones.",
    "copies-folder-gone": "There is no folder {path}. If it lies on a disk that is not connected, connect that, then try again.",
    "copy-left": "{path} was changed since it was made, or could not be deleted, and was left.",
    "copies-left": "{count} copies were changed since they were made, or could not be deleted, and are still there, such as {first}. Look at them, and delete what you do not need.",
    "copies-folders-left": "{count} folders hold other files too and were left, such as {first}.",
    # projects, their classes and the settings
    "project-not-there": "This project is no longer there. Choose one from the list of projects.",
    "project-in-trash": "'{name}' lies in the trash. Bring it back first, then open it.",
    "project-at-work": "'{name}' is still at work on a training or a folder. Stop that first, then delete the project.",
    "project-name-blank": "A project needs a name. Type one; it can be changed later.",
    "project-name-characters": "This name has {count} letters; {limit} at most. Type a shorter one.",
    "project-name-not-text": "The name {name} holds characters that cannot be written. Type another one.",
    "project-already-there": "There is already a project called '{name}'. Choose another name.",
    "project-restored-as": "There is another project called '{old}' by now, so this one is called '{name}'.",
    "template-not-text": "The sentence {template} holds characters that cannot be written. Type another one.",
    "template-characters": "This sentence has {count} letters; {limit} at most. Type a shorter one.",
    "act-built-upon": "Something that was done since builds on this. Take that back first, with Ctrl+Z.",
    "act-not-there": "This was taken back already, or is too long ago. Ctrl+Z takes back what was done last.",
    "class-not-there": "This class is no longer there. Choose one from the list.",
    "class-already-there": "There is already a class '{name}'. Choose another name, or put the pictures there.",
    "class-words-blank": "The class '{name}' needs words. Say in a few words what its pictures show.",
    "class-name-characters": "The name or the words of the class '{name}' have {count} letters; {limit} at most. Use fewer words.",
    "class-no-such-color": "There is no colour '{color}' for classes. Choose one of: {known}.",
    "classes-changed": "The classes are others by now. Look at the list again, then put it in order.",
    "classes-not-mergeable": "These classes cannot be merged into '{name}'. Choose other classes of the same project.",
    "setting-unknown": "There is no setting '{name}'. Did you mean '{nearest}'?",
    "setting-not-kept": "The setting '{name}' was {value}, which this version does not know. It is {default} now; change it if you like.",
    "setting-address": "{name}: {value} is no address that can be used. Write it like {example}.",
    # what a person did, beside its undo
    "project-renamed": "{old} is now called {name}.",
    "class-added": "Class {name} added.",
    "class-renamed": "{old} is now called {name}. Nothing needs to be learned again.",
    "class-words": "The words for {name} are now '{words}'. They count from the next training on.",
    "classes-merged": "{names} merged into {name}.",
    "classes-reordered": "The classes are in another order.",
    "class-color": "{name} has another colour.",
    "class-removed": "Class {name} removed, its {count} pictures are in the inbox.",
    "adapter-other-backbone": "This adapter was trained on the backbone {backbone} (fingerprint {expected}), not on the one in use "
    "(fingerprint {found}). Choose the backbone {backbone}, or train again on this one.",
}


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to tell a person.

    Attributes:
        code: a key of `SENTENCES`.
        params: what the sentence's places are filled with: text, numbers, or lists of text.
    """

    code: str
    params: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return SENTENCES[self.code].format(**{key: _in_words(value) for key, value in self.params.items()})


def notice(code: str, **params: object) -> Notice:
    """A `Notice`; raises KeyError at once where `code` or one of its parameters is not in the table (our mistake)."""
    made = Notice(code, params)
    str(made)
    return made


def _in_words(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(str(item) for item in value)
    return str(value)
