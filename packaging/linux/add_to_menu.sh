#!/bin/sh
# Puts MMRL Studio, where it lies now, into this person's menu of programs. Take it out again: add_to_menu.sh --remove
set -eu
folder=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
share=${XDG_DATA_HOME:-$HOME/.local/share}
entry=$share/applications/mmrl-studio.desktop
icon=$share/icons/hicolor/scalable/apps/mmrl-studio.svg

if [ "${1:-}" = --remove ]; then
    rm -f "$entry" "$icon"
    echo "MMRL Studio is no longer in the menu."
    exit 0
fi
case $folder in
    *[\"\`\$\\%]*)
        echo "Move MMRL Studio to a folder without any of \" \` \$ \\ % in its name, then call this again." >&2
        exit 1
        ;;
esac
mkdir -p "$(dirname "$entry")" "$(dirname "$icon")"
cp "$folder/linux/mmrl-studio.svg" "$icon"
while IFS= read -r line; do
    case $line in
        Exec=*) printf 'Exec="%s/mmrl-studio" %%F\n' "$folder" ;;
        *) printf '%s\n' "$line" ;;
    esac
done <"$folder/linux/mmrl-studio.desktop" >"$entry.new"
mv "$entry.new" "$entry"
echo "MMRL Studio is in the menu now, and starts from $folder."
