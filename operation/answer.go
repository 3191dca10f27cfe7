package operation

import (
	"bytes"
	"encoding/json"
	"errors"
)

// Decode reads the data of an answer: objects, lists, texts, booleans and nil as
// encoding/json has them, and numbers as they stand, as json.Number.
func Decode(data []byte) (map[string]any, error) {
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	var answer map[string]any
	if err := decoder.Decode(&answer); err != nil || answer == nil {
		return nil, errors.New("the answer's data is no object")
	}
	return answer, nil
}

// Encode writes the data of an answer as JSON: what the operation selects, in the
// order of Fields, and nothing that was asked for beside.
func (o *Operation) Encode(answer map[string]any) ([]byte, error) {
	var text bytes.Buffer
	if err := encode(&text, answer, o.fields); err != nil {
		return nil, err
	}
	return text.Bytes(), nil
}

func encode(text *bytes.Buffer, value any, fields []*Field) error {
	list, isList := value.([]any)
	object, isObject := value.(map[string]any)
	switch {
	case len(fields) > 0 && isList:
		text.WriteByte('[')
		for i, each := range list {
			if i > 0 {
				text.WriteByte(',')
			}
			if err := encode(text, each, fields); err != nil {
				return err
			}
		}
		text.WriteByte(']')
		return nil
	case len(fields) > 0 && isObject:
		text.WriteByte('{')
		begun := false
		for _, field := range fields {
			inner, there := object[field.Key]
			if !there {
				continue // of another type
			}
			if begun {
				text.WriteByte(',')
			}
			begun = true
			text.WriteString(`"` + field.Key + `":`) // a name of GraphQL needs no escape
			if err := encode(text, inner, field.Fields); err != nil {
				return err
			}
		}
		text.WriteByte('}')
		return nil
	default:
		encoder := json.NewEncoder(text)
		encoder.SetEscapeHTML(false)
		err := encoder.Encode(value)
		text.Truncate(len(bytes.TrimRight(text.Bytes(), "\n")))
		return err
	}
}
