import QtQuick

// Matters one under the other, each with its official name.
Grid {
    id: rows

    property var list: []
    property int most: 8
    property real highest: height

    columns: size.lists
    spacing: size.gap
    readonly property int lines: Math.ceil(most / columns)

    Repeater {
        model: rows.list.length
        Tile {
            required property int index
            width: (rows.width - (rows.columns - 1) * rows.spacing) / rows.columns
            height: Math.min(
                rows.highest, (rows.height - (rows.lines - 1) * rows.spacing) / rows.lines)
            card: rows.list[index]
        }
    }
}
