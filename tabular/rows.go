package tabular

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// listMark stands between the values of a list, and is written otherMark within
// them, as in exports.
const listMark, otherMark = "|", "¦"

// Rows gives the rows of an answer, as operation.Decode gives it, until yield is
// false. A row has a value for each column, empty for null and for what it has not;
// it is the caller's until the next one. It is an error if the answer does not fit
// the operation.
func (l *Layout) Rows(answer map[string]any, yield func(row []string) bool) error {
	r := rows{layout: l, yield: yield, row: make([]string, len(l.columns))}
	_, err := r.of(l.root, answer, "")
	if r.ended {
		return nil
	}
	return err
}

// rows are on their way out.
type rows struct {
	layout *Layout
	yield  func([]string) bool
	row    []string
	ended  bool
}

// errEnded ends the walk when no more rows are wanted.
var errEnded = errors.New("no more rows are wanted")

// of gives the rows of a level's value, an entry of the list with the name; some
// says whether there were any.
func (r *rows) of(l *level, value any, name string) (some bool, err error) {
	defer func() {
		for i := range l.cells {
			r.row[l.cells[i].column] = "" // rows of other lists have not this column
		}
	}()
	for i := range l.cells {
		c := &l.cells[i]
		inner, err := reach(value, c.path)
		if err != nil {
			return false, err
		}
		if r.row[c.column], err = text(inner); err != nil {
			return false, misfit(c.path)
		}
	}
	for _, list := range l.lists {
		inner, err := reach(value, list.path)
		if err != nil {
			return some, err
		}
		more, err := r.entries(list, inner)
		some = some || more
		if err != nil {
			return some, err
		}
	}
	if some || len(l.cells) == 0 {
		return some, nil
	}
	if r.layout.listColumn >= 0 {
		r.row[r.layout.listColumn] = name
	}
	if !r.yield(r.row) {
		r.ended = true
		return true, errEnded
	}
	return true, nil
}

// entries gives the rows of a list's entries, which may be lists themselves.
func (r *rows) entries(l *list, value any) (some bool, err error) {
	if value == nil {
		return false, nil
	}
	list, ok := value.([]any)
	if !ok {
		return false, misfit(l.path)
	}
	for _, entry := range list {
		more := false
		if _, nested := entry.([]any); nested {
			more, err = r.entries(l, entry)
		} else {
			more, err = r.of(l.entries, entry, l.name)
		}
		some = some || more
		if err != nil {
			return some, err
		}
	}
	return some, nil
}

// reach follows keys through objects. Where one is null or has not the key, there
// is nothing.
func reach(value any, path []string) (any, error) {
	for _, key := range path {
		if value == nil {
			return nil, nil
		}
		object, ok := value.(map[string]any)
		if !ok {
			return nil, misfit(path)
		}
		value = object[key]
	}
	return value, nil
}

func misfit(path []string) error {
	return fmt.Errorf("the answer does not fit the operation at `%s`", strings.Join(path, "."))
}

// text is how a value stands in a row.
func text(value any) (string, error) {
	switch v := value.(type) {
	case nil:
		return "", nil
	case string:
		return v, nil
	case json.Number:
		return v.String(), nil
	case bool:
		return strconv.FormatBool(v), nil
	case []any:
		texts := make([]string, len(v))
		for i, each := range v {
			inner, err := text(each)
			if err != nil {
				return "", err
			}
			texts[i] = strings.ReplaceAll(inner, listMark, otherMark)
		}
		return strings.Join(texts, listMark), nil
	default:
		return "", fmt.Errorf("%T is no value of a list or a field", value)
	}
}
