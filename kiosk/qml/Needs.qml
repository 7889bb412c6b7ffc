import QtQuick

// How shall we look after you? Nobody is asked why.
Item {
    Column {
        anchors { left: parent.left; right: parent.right; top: parent.top }
        spacing: 2 * size.gap
        Question {
            width: parent.width
            words: shown.needs.question
        }
        Words {
            width: parent.width
            text: shown.needs.about
        }
        Grid {
            id: rows
            width: parent.width
            columns: size.lists
            spacing: size.gap
            Repeater {
                model: shown.needs.rows.length
                Check {
                    required property int index
                    width: (rows.width - (rows.columns - 1) * rows.spacing) / rows.columns
                    height: size.row
                    card: shown.needs.rows[index]
                }
            }
        }
    }
    Action {
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        tap: "back"
        label: shown.needs.done
    }
}
