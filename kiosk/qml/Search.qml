import QtQuick

// Search by the first letters of pinyin, by English, or by what another keyboard types.
Item {
    focus: true
    Keys.onPressed: event => {
        if (event.key === Qt.Key_Backspace)
            touch.tap("erase", "")
        else if (event.text.trim() !== "")
            touch.tap("type", event.text)
    }

    Question {
        id: question
        anchors { left: parent.left; right: parent.right; top: parent.top }
        words: shown.search.question
    }

    Rectangle {
        id: field
        anchors { left: parent.left; right: parent.right; top: question.bottom; topMargin: size.gap }
        height: size.target
        radius: size.corner
        border.color: look.action
        border.width: size.stroke
        Words {
            anchors {
                left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter
                margins: size.pad
            }
            objectName: "query"
            text: shown.search.query || shown.search.hint
            color: shown.search.query ? look.ink : look.slate
            font.pixelSize: shown.search.query ? size.tile : size.body
            font.bold: shown.search.query !== ""
            elide: Text.ElideLeft
            wrapMode: Text.NoWrap
        }
    }

    Words {
        anchors { left: field.left; right: field.right; top: field.bottom; topMargin: size.gap }
        visible: shown.search.nothing !== ""
        text: shown.search.nothing
    }

    Rows {
        anchors {
            left: parent.left; right: parent.right; top: field.bottom; bottom: keys.top
            topMargin: size.gap; bottomMargin: 2 * size.gap
        }
        highest: size.row
        columns: size.found
        list: shown.search.rows
        most: shown.search.most
    }

    Keyboard {
        id: keys
        anchors { left: parent.left; right: parent.right; bottom: foot.top
                  bottomMargin: 2 * size.gap }
        keyboard: shown.search
    }

    Foot {
        id: foot
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        list: shown.search
    }
}
