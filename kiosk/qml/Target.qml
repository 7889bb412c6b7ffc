import QtQuick

// Something to touch: a ground that darkens under the finger, and what it tells when released.
Rectangle {
    id: target

    property string tap
    property string argument: ""
    property string label: ""
    property bool able: true
    property color ground: look.paper
    property color pressedGround: look.line

    objectName: tap + (argument ? ":" + argument : "")
    color: finger.pressed && able ? pressedGround : ground
    radius: size.corner
    border.color: look.frame
    border.width: size.hair
    Accessible.role: Accessible.Button
    Accessible.name: label

    MouseArea {
        id: finger
        anchors.fill: parent
        enabled: target.able
        onClicked: touch.tap(target.tap, target.argument)
    }
}
