import QtQuick

// An emergency: what to do now, as large as it fits, and the ways out; from afar the ways out have a
// sheet of their own, green as their signs are. Nothing else is shown.
Rectangle {
    id: root

    property var card

    visible: card.on
    color: root.card.is_way ? look.done : look.alarm

    Words {
        id: title
        anchors { left: parent.left; right: parent.right; top: parent.top; margins: size.pad_px }
        text: root.card.title
        color: look.paper
        font.pixelSize: 1.25 * size.word_px
        font.bold: true
        wrapMode: Text.Wrap
        horizontalAlignment: Text.AlignHCenter
    }
    Words {
        objectName: "emergency"
        anchors {
            left: parent.left; right: parent.right; top: title.bottom; bottom: exits.top
            margins: size.pad_px
        }
        text: root.card.lines.join("\n")
        color: look.paper
        font.bold: true
        lineHeight: 0.9
        horizontalAlignment: Text.AlignHCenter
        font.pixelSize: 1.6 * size.word_px
        fontSizeMode: Text.Fit
        minimumPixelSize: 0.7 * size.word_px
    }
    Column {
        id: exits
        anchors {
            left: parent.left; right: parent.right; bottom: parent.bottom
            margins: size.pad_px
        }
        spacing: size.pad_px / 2
        Repeater {
            model: root.card.exits
            Rectangle {
                id: way
                required property string modelData
                width: exits.width
                height: Math.max(1.5 * size.word_px, name.implicitHeight + size.pad_px)
                color: look.paper
                Rectangle {
                    id: sign
                    height: parent.height
                    width: out.implicitWidth + 2 * size.pad_px
                    color: look.done
                    Words {
                        id: out
                        anchors.centerIn: parent
                        text: root.card.way_out
                        color: look.paper
                        font.bold: true
                    }
                }
                Words {
                    id: name
                    anchors { left: sign.right; right: parent.right
                              verticalCenter: parent.verticalCenter
                              leftMargin: size.pad_px; rightMargin: size.pad_px }
                    text: way.modelData
                    color: look.done
                    font.bold: true
                    wrapMode: Text.Wrap
                    lineHeight: 0.9
                }
            }
        }
    }
}
