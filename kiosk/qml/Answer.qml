import QtQuick

// What the hall answered, and the one or two ways on; the best one is lowest, under the hand.
Item {
    id: answer

    property string name
    property var card
    readonly property var moods: ({
        good: look.donePale, bad: look.warnPale, ask: look.warnPale, time: look.warnPale,
        wait: look.actionPale
    })

    Question {
        id: title
        anchors { left: parent.left; right: parent.right; top: parent.top }
        words: answer.card.title
    }
    Rectangle {
        anchors {
            left: parent.left; right: parent.right; top: title.bottom; topMargin: 2 * size.gap
        }
        height: Math.min(told.height + 6 * size.pad,
                         ways.y - title.height - 4 * size.gap)
        radius: size.corner
        color: answer.moods[answer.card.mood ?? answer.card.sign]
        Grid {
            id: told
            anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter
                      margins: 2 * size.pad }
            columns: size.lists
            spacing: 2 * size.pad
            verticalItemAlignment: Grid.AlignVCenter
            Sign {
                id: sign
                name: answer.card.sign
                side: 2.4 * size.icon
            }
            Words {
                id: said
                objectName: answer.name
                visible: text !== ""
                width: parent.width - (size.lists > 1 ? sign.width + parent.spacing : 0)
                text: lines.broken(answer.card.text, width / font.pixelSize)
                font.pixelSize: size.title
                font.bold: true
            }
        }
    }
    Column {
        id: ways
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        spacing: 2 * size.gap
        Plain {
            width: parent.width
            tap: "home"
            label: answer.card.home ?? ""
        }
        Plain {
            width: parent.width
            height: size.action
            letters: size.title
            tap: answer.card.second.tap
            label: answer.card.second.label
            able: answer.card.second.able
        }
        Action {
            width: parent.width
            visible: label !== ""
            tap: answer.card.first.tap
            label: answer.card.first.label
            able: answer.card.first.able
        }
    }
}
