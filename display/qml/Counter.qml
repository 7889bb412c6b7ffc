import QtQuick

// The small screen of a window: which it is, whose number is served, or why nobody's is.
Rectangle {
    id: root

    readonly property bool called: shown.mood === "called"

    color: called ? look.action : shown.mood === "stale" ? look.amber : look.paper

    Item {
        anchors.fill: parent
        visible: !shown.emergency.on

        Rectangle {
            id: head
            width: parent.width
            height: size.word_px * 1.9
            color: look.ink
            Words {
                id: number
                x: size.pad_px
                height: parent.height
                text: shown.window
                color: look.paper
                font.bold: true
            }
            Words {
                objectName: "name"
                anchors { right: day.visible ? day.left : parent.right; rightMargin: size.pad_px
                          left: number.right; leftMargin: size.pad_px }
                height: parent.height
                text: shown.name
                horizontalAlignment: Text.AlignRight
                elide: Text.ElideRight
                color: look.paper
            }
            Rectangle {
                id: day
                anchors { right: parent.right; verticalCenter: parent.verticalCenter
                          rightMargin: size.pad_px }
                width: mark.implicitWidth + size.pad_px
                height: 1.35 * size.word_px
                radius: size.pad_px / 3
                visible: shown.day !== ""
                color: look.amber
                Words {
                    id: mark
                    objectName: "rehearsal"
                    anchors.centerIn: parent
                    text: shown.day
                    font.bold: true
                }
            }
        }

        Column {
            anchors { left: parent.left; right: parent.right; top: head.bottom; bottom: served.top }
            Item { width: 1; height: (parent.height - said.height) / 2 }
            Column {
                id: said
                width: parent.width
                spacing: size.pad_px / 2
                Words {
                    objectName: "number"
                    width: parent.width
                    visible: text !== ""
                    text: shown.number
                    color: root.called ? look.paper : look.ink
                    font.pixelSize: size.number_px
                    font.bold: true
                    lineHeight: 0.85
                    horizontalAlignment: Text.AlignHCenter
                }
                Words {
                    objectName: "state"
                    width: parent.width
                    text: shown.state
                    color: root.called ? look.paper : look.ink
                    font.pixelSize: size.word_px * 1.5
                    font.bold: true
                    horizontalAlignment: Text.AlignHCenter
                }
                Words {
                    width: parent.width
                    text: shown.state_en
                    color: root.called ? look.paper : look.ink
                    horizontalAlignment: Text.AlignHCenter
                }
                Words {
                    objectName: "reason"
                    anchors { left: parent.left; right: parent.right; margins: size.pad_px }
                    visible: text !== ""
                    text: shown.reason
                    fontSizeMode: Text.HorizontalFit
                    minimumPixelSize: 0.8 * size.word_px
                    lineHeight: 0.9
                    horizontalAlignment: Text.AlignHCenter
                }
            }
        }

        Rectangle {
            id: served
            anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
            height: shown.categories.length > 0 ? names.height + size.pad_px : 0
            color: look.mist
            Words {
                id: names
                anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter
                          margins: size.pad_px }
                text: shown.categories.join("　")
                wrapMode: Text.Wrap
                horizontalAlignment: Text.AlignHCenter
            }
        }
    }

    Emergency {
        anchors.fill: parent
        card: shown.emergency
    }
}
