import QtQuick
import QtQuick.Layouts

// The fixed bar at the bottom: how things are shown and said, the language, a person.
Rectangle {
    color: look.paper

    Rectangle {
        anchors { left: parent.left; right: parent.right; top: parent.top }
        height: size.hair
        color: look.line
    }

    RowLayout {
        id: buttons
        anchors {
            fill: parent
            leftMargin: size.margin; rightMargin: size.margin
            topMargin: size.gap; bottomMargin: size.gap
        }
        spacing: size.gap
        Repeater {
            model: shown.bar.length
            Target {
                id: button
                required property int index
                readonly property var card: shown.bar[index]
                readonly property bool on: card?.on ?? false
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.minimumWidth: size.target
                Layout.preferredWidth: Math.max(size.target, words.implicitWidth + size.gap)
                tap: card?.tap ?? ""
                label: card?.label ?? ""
                ground: on ? look.actionPale : look.paper
                border.color: on ? look.action : look.frame
                border.width: on ? size.stroke * 2 : size.hair
                Column {
                    anchors.centerIn: parent
                    Sign {
                        anchors.horizontalCenter: parent.horizontalCenter
                        name: button.card?.icon ?? ""
                        side: 0.7 * size.icon
                    }
                    Words {
                        id: words
                        anchors.horizontalCenter: parent.horizontalCenter
                        text: button.label
                        color: look.action
                        font.bold: true
                        lineHeight: 1.0
                        wrapMode: Text.NoWrap
                    }
                }
            }
        }
    }
}
