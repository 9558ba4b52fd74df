; Inno Setup 6: an installer for Windows of what `python packaging/build.py` has built. UNTESTED: it was written on Linux.
; From the project's folder: iscc /DVersion=0.1.0 packaging\windows\mmrl-studio.iss
#ifndef Version
  #error Say which version: /DVersion=0.1.0
#endif
#define Name "MMRL Studio"
#define Program "mmrl-studio.exe"

[Setup]
AppId={{6C5F7F0C-6C0B-4D0B-9B57-6D6D726C5354}
AppName={#Name}
AppVersion={#Version}
AppPublisher={#Name}
LicenseFile=..\..\LICENSE
SourceDir=..\..\build\mmrl-studio
OutputDir=..
OutputBaseFilename=mmrl-studio-{#Version}-setup
; For one person, so that no administrator is needed.
PrivilegesRequired=lowest
DefaultDirName={autopf}\{#Name}
DefaultGroupName={#Name}
DisableProgramGroupPage=yes
UninstallDisplayIcon={app}\{#Program}
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
Compression=lzma2
SolidCompression=yes
; The data folder (projects, pictures, trained files) is not in here: taking the program away leaves it.

[Files]
Source: "*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[InstallDelete]
; What an older version had and this one has not.
Type: filesandordirs; Name: "{app}\_internal"

[Icons]
Name: "{group}\{#Name}"; Filename: "{app}\{#Program}"
Name: "{autodesktop}\{#Name}"; Filename: "{app}\{#Program}"; Tasks: desktop

[Tasks]
Name: desktop; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked

[Run]
Filename: "{app}\{#Program}"; Description: "{cm:LaunchProgram,{#Name}}"; Flags: nowait postinstall skipifsilent
