import QtQuick

// Something to be ticked: a box, words, a word beside.
Target {
    id: check

    property var card
    property string sign: card?.icon ?? ""

    tap: card?.tap ?? ""
    argument: card?.argument ?? ""
    label: card?.text ?? ""
    ground: card?.on ? look.actionPale : look.paper
    border.color: card?.on ? look.action : look.frame
    border.width: card?.on ? size.stroke : size.hair

    Sign {
        id: box
        anchors { left: parent.left; verticalCenter: parent.verticalCenter; leftMargin: size.pad }
        name: check.card?.on ? "ticked" : "box"
    }
    Sign {
        id: own
        anchors { left: box.right; verticalCenter: parent.verticalCenter
                  leftMargin: check.sign ? size.pad : 0 }
        width: check.sign ? side : 0
        name: check.sign
    }
    Words {
        anchors {
            left: own.right; right: later.left; verticalCenter: parent.verticalCenter
            leftMargin: size.pad; rightMargin: size.gap
        }
        text: check.label
        font.pixelSize: size.tile
        lineHeight: 1.0
        font.bold: check.card?.on ?? false
    }
    Words {
        id: later
        anchors { right: parent.right; verticalCenter: parent.verticalCenter; rightMargin: size.pad }
        text: check.card?.later ?? ""
        font.pixelSize: size.beside
        font.bold: true
        wrapMode: Text.NoWrap
        color: look.action
    }
}
