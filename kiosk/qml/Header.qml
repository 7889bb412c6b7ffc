import QtQuick

// The hall's name and its clock.
Rectangle {
    readonly property string clockText: shown.header.clock

    color: look.ink

    Column {
        anchors {
            left: parent.left; right: day.left; verticalCenter: parent.verticalCenter
            leftMargin: size.margin; rightMargin: size.gap
        }
        Words {
            width: parent.width
            text: shown.header.name.main
            color: look.paper
            font.pixelSize: shown.large && day.visible ? size.body : size.tile
            font.bold: true
            lineHeight: shown.large && day.visible ? 0.85 : 1.0
            maximumLineCount: 2
            elide: Text.ElideRight
        }
        Words {
            width: parent.width
            visible: !shown.large
            text: shown.header.name.beside
            color: look.paper
            font.pixelSize: size.beside
            maximumLineCount: 1
            elide: Text.ElideRight
        }
    }
    Rectangle {
        id: day
        anchors { right: clock.left; verticalCenter: parent.verticalCenter; rightMargin: size.pad }
        width: visible ? mark.implicitWidth + 2 * size.pad : 0
        height: mark.implicitHeight + size.gap
        visible: shown.header.rehearsal !== ""
        radius: size.corner
        color: look.amber
        Words {
            id: mark
            objectName: "rehearsal"
            anchors.centerIn: parent
            text: shown.header.rehearsal
            font.bold: true
            wrapMode: Text.NoWrap
        }
    }
    Words {
        id: clock
        anchors { right: parent.right; verticalCenter: parent.verticalCenter; rightMargin: size.margin }
        text: parent.clockText
        color: look.paper
        font.pixelSize: size.title
        wrapMode: Text.NoWrap
    }
    MouseArea {
        objectName: "clock"
        anchors { right: parent.right; top: parent.top; bottom: parent.bottom }
        width: 2 * size.header
        onClicked: touch.tap("knock", "")
    }
}
