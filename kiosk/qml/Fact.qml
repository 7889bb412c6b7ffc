import QtQuick

// One thing that decides whether to take a number.
Rectangle {
    property var fact: ({})

    implicitHeight: words.height + 2 * size.gap
    radius: size.corner
    color: look.actionPale

    Column {
        id: words
        anchors {
            left: parent.left; right: parent.right; top: parent.top
            leftMargin: size.pad; rightMargin: size.pad; topMargin: size.gap
        }
        spacing: size.gap / 4
        Words {
            width: parent.width
            text: parent.parent.fact.label
            font.pixelSize: size.beside
        }
        Words {
            width: parent.width
            text: parent.parent.fact.value
            font.bold: true
        }
        Words {
            width: parent.width
            visible: text !== ""
            text: parent.parent.fact.more
            font.bold: true
            color: look.action
        }
    }
}
