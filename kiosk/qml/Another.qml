import QtQuick

// What else goes under the same number?
Item {
    Question {
        id: question
        anchors { left: parent.left; right: parent.right; top: parent.top }
        words: shown.another.question
    }

    Grid {
        id: tiles
        anchors {
            left: parent.left; right: parent.right; top: question.bottom; bottom: foot.top
            topMargin: size.gap; bottomMargin: 2 * size.gap
        }
        columns: size.columns
        spacing: size.gap
        readonly property int lines: Math.ceil(12 / columns)

        Repeater {
            model: shown.another.rows.length
            Tile {
                required property int index
                width: (tiles.width - (tiles.columns - 1) * tiles.spacing) / tiles.columns
                height: (tiles.height - (tiles.lines - 1) * tiles.spacing) / tiles.lines
                card: shown.another.rows[index]
            }
        }
    }

    Row {
        id: foot
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        spacing: size.gap
        Plain { tap: "back"; label: shown.another.back }
        Plain { tap: shown.another.all.tap; label: shown.another.all.label }
        Plain { tap: shown.another.search.tap; label: shown.another.search.label }
    }
}
