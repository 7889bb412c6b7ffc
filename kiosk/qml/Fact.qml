import QtQuick

// One thing that decides whether to take a number.
Rectangle {
    id: box

    property var fact: ({})
    readonly property real asked: metrics.advanceWidth

    implicitHeight: Math.max(words.height, sign.height) + 2 * size.gap
    radius: size.corner
    color: look.actionPale

    TextMetrics {
        id: metrics
        text: box.fact.value ?? ""
        font.family: look.family
        font.pixelSize: size.body
        font.bold: true
    }
    Sign {
        id: sign
        anchors { left: parent.left; top: parent.top; leftMargin: size.pad; topMargin: size.pad }
        name: box.fact.icon
    }
    Column {
        id: words
        anchors {
            left: sign.right; right: parent.right; top: parent.top
            leftMargin: size.pad; rightMargin: size.pad; topMargin: size.gap
        }
        spacing: size.gap / 4
        Words {
            width: parent.width
            text: box.fact.label
            font.pixelSize: size.beside
        }
        Words {
            width: parent.width
            text: box.fact.value
            font.bold: true
        }
        Words {
            width: parent.width
            visible: text !== ""
            text: box.fact.more
            font.bold: true
            color: look.action
        }
    }
}
