import QtQuick

// The code of an appointment.
Typing {
    card: shown.appointment
}
