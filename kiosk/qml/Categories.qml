import QtQuick

// Every category, with its queue.
Item {
    Question {
        id: question
        anchors { left: parent.left; right: parent.right; top: parent.top }
        words: shown.categories.question
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
            model: shown.categories.rows.length
            Tile {
                required property int index
                width: (tiles.width - (tiles.columns - 1) * tiles.spacing) / tiles.columns
                height: (tiles.height - (tiles.lines - 1) * tiles.spacing) / tiles.lines
                card: shown.categories.rows[index]
            }
        }
    }

    Foot {
        id: foot
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        list: shown.categories
        Plain { tap: "lives"; label: shown.categories.lives }
    }
}
