import QtQuick

// The board: the newest call on top, the calls before beneath; beside them who waits, or that the
// board cannot be trusted.
Rectangle {
    id: root

    color: look.paper

    Item {
        anchors.fill: parent
        visible: !shown.emergency.on

        Rectangle {
            id: head
            width: parent.width
            height: size.head_px
            color: look.ink

            Words {
                x: size.pad_px
                height: parent.height
                text: shown.head.number
                color: look.paper
            }
            Words {
                x: size.window_x
                height: parent.height
                text: shown.head.window
                color: look.paper
            }
            Words {
                objectName: "clock"
                anchors { right: parent.right; rightMargin: size.pad_px }
                height: parent.height
                text: shown.head.clock
                color: look.paper
                font.bold: true
            }
        }

        Column {
            id: calls
            anchors { left: parent.left; top: head.bottom; bottom: strip.top }
            width: parent.width - side.width

            Repeater {
                model: shown.calls
                CallRow {
                    required property var modelData
                    required property int index
                    width: calls.width
                    height: index === 0 ? size.newest_row_px : size.row_px
                    call: modelData
                    newest: index === 0
                }
            }
        }

        Column {
            anchors.centerIn: calls
            visible: shown.empty.length > 0 && !slide.visible
            Repeater {
                model: shown.empty
                Words {
                    required property string modelData
                    anchors.horizontalCenter: parent.horizontalCenter
                    text: modelData
                    color: look.slate
                }
            }
        }

        Item {
            id: slide
            objectName: "slide"
            anchors { fill: calls; margins: size.pad_px; topMargin: shown.slide.y + size.pad_px }
            visible: (shown.slide.picture !== "" && picture.status !== Image.Error)
                     || shown.slide.text !== ""
            Image {
                id: picture
                anchors.fill: parent
                source: shown.slide.picture
                sourceSize: Qt.size(parent.width, parent.height)
                fillMode: Image.PreserveAspectFit
                asynchronous: true
                cache: false
            }
            Words {
                anchors.fill: parent
                text: shown.slide.text
                wrapMode: Text.Wrap
                horizontalAlignment: Text.AlignHCenter
                font.pixelSize: size.call_px
                fontSizeMode: Text.Fit
                minimumPixelSize: size.word_px
            }
        }

        Rectangle {
            id: side
            anchors { right: parent.right; top: head.bottom; bottom: strip.top }
            width: size.side_px
            color: look.mist
            visible: width > 0 && shown.stale.length === 0

            Column {
                id: waits
                anchors { fill: parent; topMargin: size.pad_px / 2 }
                readonly property int line: Math.floor(
                    (height - size.pad_px / 2) / (shown.side.rows.length + 1))

                Words {
                    x: size.pad_px
                    height: waits.line
                    text: shown.side.title.join(" ")
                    color: look.slate
                }
                Repeater {
                    model: shown.side.rows
                    Item {
                        id: wait
                        required property var modelData
                        width: waits.width
                        height: waits.line
                        Words {
                            x: size.pad_px
                            height: parent.height
                            text: wait.modelData.prefix
                            color: look.action
                            font.bold: true
                        }
                        Words {
                            x: size.pad_px + size.prefix_px
                            width: count.x - x - size.pad_px / 2
                            height: parent.height
                            text: wait.modelData.name
                            elide: Text.ElideRight
                        }
                        Words {
                            id: count
                            anchors { right: parent.right; rightMargin: size.pad_px }
                            height: parent.height
                            text: wait.modelData.count
                            font.bold: true
                        }
                    }
                }
            }
        }

        Rectangle {
            id: strip
            anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
            height: size.strip_px
            visible: height > 0 && shown.strip.text !== ""
            color: shown.strip.mood === "alert" ? look.amber : look.actionPale
            Words {
                objectName: "strip"
                anchors { fill: parent; leftMargin: size.pad_px; rightMargin: size.pad_px }
                text: shown.strip.text
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: 0.8 * size.word_px
            }
        }

        Rectangle {
            anchors { right: parent.right; top: head.bottom; bottom: parent.bottom }
            width: size.side_px
            visible: shown.stale.length > 0
            color: look.amber

            Column {
                id: stale
                anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter
                          margins: size.pad_px }
                spacing: size.pad_px
                Repeater {
                    model: shown.stale
                    Words {
                        required property string modelData
                        required property int index
                        objectName: "stale:" + index
                        width: stale.width
                        text: modelData
                        wrapMode: Text.Wrap
                        lineHeight: 0.9
                        font.bold: index === 0
                    }
                }
            }
        }
    }

    Emergency {
        anchors.fill: parent
        card: shown.emergency
    }
}
