package agents

import (
	"encoding/json"
	"strings"
)

// described is an entity as the operation of describe has it: facts that depend
// on its kind, and pages of lists by the names of their fields.
type described struct {
	entity
	Description      string
	Aliases          []string
	Codes            []struct{ Scheme, Value string }
	Sources          []struct{ Slug string }
	Types            []string
	Categories       []string
	Responsibilities []statement
	MedianPay        *float64
	Growth           *float64
	Education        []educationShare
	pages            map[string]page
}

// UnmarshalJSON reads the facts, and then the lists that are there.
func (d *described) UnmarshalJSON(text []byte) error {
	type facts described // without this method
	if err := json.Unmarshal(text, (*facts)(d)); err != nil {
		return err
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(text, &fields); err != nil {
		return err
	}
	d.pages = map[string]page{}
	for _, name := range lists() {
		field, has := fields[name]
		if !has {
			continue
		}
		var page page
		if err := json.Unmarshal(field, &page); err != nil {
			return err
		}
		d.pages[name] = page
	}
	return nil
}

// facts are the result without lists.
func (d *described) facts() describeResult {
	result := describeResult{
		entity: d.entity, Description: d.Description, Aliases: d.Aliases, Types: d.Types, Categories: d.Categories,
		Responsibilities: textsOf(d.Responsibilities), MedianPay: d.MedianPay, Growth: d.Growth,
	}
	for _, code := range d.Codes {
		result.Codes = append(result.Codes, code.Scheme+" "+code.Value)
	}
	for _, source := range d.Sources {
		result.Sources = append(result.Sources, source.Slug)
	}
	for _, share := range d.Education {
		level, _, _ := strings.Cut(share.Level, " - ") // an explanation may follow
		result.Education = append(result.Education, educationShare{level, share.Percent})
	}
	return result
}
