#!/bin/sh
# A disk image for macOS of what `python packaging/build.py` has built. UNTESTED: it was written on Linux.
# From the project's folder: sh packaging/macos/make_dmg.sh 0.1.0
# The image is neither signed nor notarised: macOS asks before it opens what is in it.
set -eu
version=${1:?Say which version, such as 0.1.0}
built=build/mmrl-studio
app="build/MMRL Studio.app"
[ -x "$built/mmrl-studio" ] || { echo "Build first: python packaging/build.py" >&2; exit 1; }

rm -rf "$app" build/image
mkdir -p "$app/Contents/MacOS" "$app/Contents/Resources" build/image
cp -R "$built/." "$app/Contents/MacOS/"
cat >"$app/Contents/Info.plist" <<PLIST
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>CFBundleName</key><string>MMRL Studio</string>
  <key>CFBundleIdentifier</key><string>local.mmrl-studio</string>
  <key>CFBundleExecutable</key><string>mmrl-studio</string>
  <key>CFBundlePackageType</key><string>APPL</string>
  <key>CFBundleShortVersionString</key><string>$version</string>
  <key>CFBundleVersion</key><string>$version</string>
  <key>LSMinimumSystemVersion</key><string>13.0</string>
  <key>NSHighResolutionCapable</key><true/>
  <key>NSCameraUsageDescription</key><string>Pictures are taken only while the camera's window is open. They stay on this computer.</string>
</dict>
</plist>
PLIST
cp -R "$app" build/image/
ln -s /Applications build/image/Applications
hdiutil create -volname "MMRL Studio" -srcfolder build/image -ov -format UDZO "build/mmrl-studio-$version.dmg"
