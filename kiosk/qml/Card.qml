import QtQuick

// Something said over the page, up from its lower edge; nothing beneath it can be touched.
Rectangle {
    id: card

    default property alias content: column.data
    property bool open: false

    visible: open
    color: "#C014202B"

    MouseArea { anchors.fill: parent }

    Rectangle {
        objectName: "card"
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom
                  leftMargin: size.margin; rightMargin: size.margin; bottomMargin: -size.corner }
        height: column.height + 4 * size.pad + size.margin + size.corner
        radius: size.corner
        color: look.paper
        Column {
            id: column
            anchors {
                left: parent.left; right: parent.right; top: parent.top
                margins: 2 * size.pad
            }
            spacing: 2 * size.gap
        }
    }
}
