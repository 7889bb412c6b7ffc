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

    Column {
        anchors { left: parent.left; right: parent.right; top: parent.top }
        spacing: 3 * size.gap
        Question {
            width: parent.width
            words: answer.card.title
        }
        Telling {
            width: parent.width
            visible: main !== ""
            name: answer.name
            sign: answer.card.sign
            main: answer.card.text
            ground: answer.moods[answer.card.sign]
        }
    }
    Column {
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
