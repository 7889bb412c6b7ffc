import QtQuick

// The receipt of what is to be collected.
Typing {
    card: shown.receipt
}
