package kg

import (
	"errors"
	"fmt"
)

// ErrorCode says what went wrong in a word that clients may rely on. It becomes
// `extensions.code` in the API.
type ErrorCode string

// The codes of errors.
const (
	// BadUserInput: an argument's value is wrong; the message says which value
	// would be right.
	BadUserInput ErrorCode = "BAD_USER_INPUT"
	// TooCostly: the operation asks for more than one operation may.
	TooCostly ErrorCode = "QUERY_TOO_COSTLY"
	// Timeout: the operation's deadline passed.
	Timeout ErrorCode = "TIMEOUT"
	// Unavailable: the store can't be reached or is being written; the same
	// may succeed later.
	Unavailable ErrorCode = "UNAVAILABLE"
	// RateLimited: the client, or all together, ask for more than they may at a
	// time; the same may succeed later.
	RateLimited ErrorCode = "RATE_LIMITED"
	// Unauthenticated: the request does not say who asks, or nobody of the name may.
	Unauthenticated ErrorCode = "UNAUTHENTICATED"
	// Internal: a fault of the program. Its cause is for the log alone.
	Internal ErrorCode = "INTERNAL"
)

// Error is an error with a code. The message is for the user; the cause is for
// the log and never leaves the process.
type Error struct {
	Code    ErrorCode
	Message string
	Cause   error
}

// Errorf makes an error whose message may be shown to the user.
func Errorf(code ErrorCode, format string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...)}
}

// Because gives the error its cause, and returns it.
func (e *Error) Because(cause error) *Error {
	e.Cause = cause
	return e
}

// Error is the message, and the cause where there is one: it is text for logs
// and terminals. What the API shows is Message.
func (e *Error) Error() string {
	if e.Cause != nil {
		return e.Message + ": " + e.Cause.Error()
	}
	return e.Message
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Cause }

// AsError finds the *Error in a chain of errors. An error that has none is
// Internal, and its text stays in the cause.
func AsError(err error) *Error {
	if found, ok := errors.AsType[*Error](err); ok {
		return found
	}
	return (&Error{Code: Internal, Message: "internal error"}).Because(err)
}
