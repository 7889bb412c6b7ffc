import QtQuick

// A sign beside words, never instead of them.
Image {
    property string name
    property real side: size.icon

    source: name ? look.signs + name : ""
    width: side
    height: side
    sourceSize: Qt.size(side, side)
    fillMode: Image.PreserveAspectFit
}
