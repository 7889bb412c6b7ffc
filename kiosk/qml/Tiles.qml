import QtQuick

// Tiles side by side, all of one size however many there are.
Grid {
    id: tiles

    property var list: []
    readonly property int lines: Math.ceil(12 / columns)

    columns: size.columns
    spacing: size.gap

    Repeater {
        model: tiles.list.length
        Tile {
            required property int index
            width: (tiles.width - (tiles.columns - 1) * tiles.spacing) / tiles.columns
            height: (tiles.height - (tiles.lines - 1) * tiles.spacing) / tiles.lines
            card: tiles.list[index]
        }
    }
}
