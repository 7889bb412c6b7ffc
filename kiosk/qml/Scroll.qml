import QtQuick

// A button that moves the page's paper; a page is only left by what the model offers.
Rectangle {
    id: scroll

    signal tapped
    property string name
    property string label
    property bool able: true

    objectName: name
    implicitHeight: size.target
    implicitWidth: words.implicitWidth + 4 * size.pad
    radius: size.corner
    color: finger.pressed ? look.actionPale : look.paper
    border.color: able ? look.action : look.line
    border.width: size.stroke
    Accessible.role: Accessible.Button
    Accessible.name: label

    Words {
        id: words
        anchors.centerIn: parent
        text: scroll.label
        color: scroll.able ? look.action : look.slate
        font.bold: true
        wrapMode: Text.NoWrap
    }
    MouseArea {
        id: finger
        anchors.fill: parent
        enabled: scroll.able
        onClicked: {
            touch.tap("here", "")
            scroll.tapped()
        }
    }
}
