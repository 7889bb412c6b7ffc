import QtQuick

// What a page asks: one question, the other language beneath.
Column {
    property var words: ({ main: "", beside: "" })

    spacing: size.gap / 3
    Words {
        width: parent.width
        text: parent.words.main
        font.pixelSize: size.title
        font.bold: true
        lineHeight: 1.0
    }
    Words {
        width: parent.width
        visible: !shown.large
        text: parent.words.beside
        font.pixelSize: size.beside
        color: look.slate
    }
}
