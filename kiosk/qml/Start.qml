import QtQuick

// What did you come for? The frequent matters, and the doors to all others.
Item {
    Question {
        id: question
        anchors { left: parent.left; right: parent.right; top: parent.top }
        words: shown.start.question
    }

    Words {
        anchors.centerIn: tiles
        visible: shown.start.empty !== ""
        text: shown.start.empty
        color: look.slate
    }

    Tiles {
        id: tiles
        anchors {
            left: parent.left; right: parent.right; top: question.bottom; bottom: doors.top
            topMargin: size.gap; bottomMargin: 2 * size.gap
        }
        list: shown.start.tiles
    }

    Row {
        id: doors
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        height: size.door_row
        spacing: size.gap

        Repeater {
            model: shown.start.doors.length
            Door {
                required property int index
                width: (doors.width - (shown.start.doors.length - 1) * doors.spacing)
                       / shown.start.doors.length
                height: doors.height
                card: shown.start.doors[index]
            }
        }
    }
}
