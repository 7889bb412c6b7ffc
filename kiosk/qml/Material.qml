import QtQuick

// One material: what it is, and who has it.
Rectangle {
    property var material: ({})

    height: Math.max(name.height, tag.height) + 2 * size.gap
    radius: size.corner
    color: look.paper
    border.color: look.line
    border.width: size.hair

    Words {
        id: name
        anchors {
            left: parent.left; right: tag.left; verticalCenter: parent.verticalCenter
            leftMargin: size.pad; rightMargin: size.gap
        }
        text: parent.material.name
        color: parent.material.bring ? look.ink : look.slate
    }
    Column {
        id: tag
        anchors { right: parent.right; verticalCenter: parent.verticalCenter; rightMargin: size.pad }
        Words {
            anchors.right: parent.right
            text: parent.parent.material.source
            wrapMode: Text.NoWrap
            font.pixelSize: size.beside
            font.bold: true
            color: parent.parent.material.bring ? look.action : look.done
        }
        Words {
            anchors.right: parent.right
            visible: text !== ""
            text: parent.parent.material.later
            wrapMode: Text.NoWrap
            font.pixelSize: size.beside
        }
    }
}
