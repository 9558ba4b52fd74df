"""Which part of the Pictures page tells which."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.views.pictures_page.page import PicturesPage


def wire(page: PicturesPage) -> None:
    """Connects the parts, once they are all made."""
    shelves, side, bar, grid = page.shelves, page.side, page.bar, page.grid
    inspector, work, handling, imports = page.inspector, page.work, page.handling, page.imports
    for signal, slot in (
        (shelves.moved, page.show_shelf),
        (shelves.changed, page.show_tiles),
        (shelves.counts_changed, page.show_counts),
        (work.said, page.said),
        (side.shown_wished, shelves.show),
        (side.added, work.add_class),
        (side.classes.renamed, work.rename_class),
        (side.classes.reordered, work.reorder),
        (side.classes.pictures_dropped, work.put),
        (side.list.dropped, imports.drop_on_class),
        (side.recolored, work.recolor),
        (side.words_asked, work.ask_words),
        (side.removed, work.remove_class),
        (side.merge_asked, work.ask_merge),
        (side.add_asked, imports.ask_files_for),
        (side.card.taken, page.take_step),
        (bar.searched, shelves.find),
        (bar.sort_chosen, shelves.set_sort),
        (bar.side_chosen, page.set_side),
        (bar.filters.chosen, shelves.show_only),
        (bar.files_asked, imports.ask_files),
        (bar.folder_asked, imports.ask_folder),
        (bar.paste_asked, imports.paste_clipboard),
        (bar.camera_asked, page.ask_camera),
        (page.inbox_line.next_asked, handling.next_unsorted),
        (page.copies_line.keep_one, handling.keep_one_of_each),
        (grid.selection_changed, page.show_selection),
        (grid.size_changed, page.set_side),
        (grid.verticalScrollBar().valueChanged, page.seen.start),
        (page.seen.timeout, page.tell_seen),
        (inspector.closed, page.layout_.toggle_inspector),
        (inspector.put, handling.put),
        (inspector.back_to_inbox, handling.back_to_inbox),
        (inspector.accepted, handling.accept),
        (inspector.flag.moved, handling.move_to_likely),
        (inspector.flag.kept, handling.keep),
        (inspector.flag.removed, handling.remove),
        (inspector.other_asked, handling.find_class),
        (inspector.removed, handling.remove),
        (inspector.brought_back, handling.bring_back),
        (inspector.chosen, handling.show_picture),
        (page.empty.add_asked, imports.ask_files),
        (page.empty.all_asked, page.show_all),
        (page.empty.clear_asked, page.end_search),
    ):
        signal.connect(slot)
