package seed

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// maxFile bounds the work that a file can make.
const maxFile = 4 << 20

// reader reads YAML by its nodes, so that whatever is wrong has a line, and
// collects what is wrong instead of stopping.
type reader struct {
	folder   fs.FS
	problems []error
}

// place is where something stands.
type place struct {
	file string
	line int
}

func (r *reader) problem(at place, format string, args ...any) {
	r.problems = append(r.problems, fmt.Errorf("%s:%d: %s", at.file, at.line, fmt.Sprintf(format, args...)))
}

// node is a YAML node and the file that it stands in.
type node struct {
	*yaml.Node
	file string
}

func (n node) place() place { return place{n.file, n.Line} }

// read gives the only document of a file; false after a problem.
func (r *reader) read(file string) (node, bool) {
	start := place{file, 1}
	content, err := r.content(file)
	if err != nil {
		r.problem(start, "%s", err)
		return node{}, false
	}
	if at, bad := badText(content); bad {
		r.problem(place{file, at}, "not valid UTF-8, or a control character")
		return node{}, false
	}
	var document, next yaml.Node
	decoder := yaml.NewDecoder(bytes.NewReader(content))
	if err := decoder.Decode(&document); err != nil {
		if errors.Is(err, io.EOF) {
			r.problem(start, "the file is empty")
		} else {
			r.problem(yamlPlace(file, err), "%s", strings.TrimPrefix(err.Error(), "yaml: "))
		}
		return node{}, false
	}
	if err := decoder.Decode(&next); !errors.Is(err, io.EOF) {
		r.problem(place{file, max(next.Line, 1)}, "the file must hold one YAML document")
		return node{}, false
	}
	if at := reference(&document); at != nil {
		r.problem(place{file, at.Line}, "YAML anchors and references are not allowed: write it out")
		return node{}, false
	}
	return node{document.Content[0], file}, true
}

func (r *reader) content(file string) ([]byte, error) {
	opened, err := r.folder.Open(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, errors.New("the file is missing")
	}
	if err != nil {
		return nil, errors.New("the file can't be read")
	}
	defer opened.Close()
	content, err := io.ReadAll(io.LimitReader(opened, maxFile+1))
	if err != nil {
		return nil, errors.New("the file can't be read")
	}
	if len(content) > maxFile {
		return nil, fmt.Errorf("the file is larger than %d bytes", maxFile)
	}
	return content, nil
}

// badText finds the line of the first byte that is not text.
func badText(content []byte) (line int, bad bool) {
	line = 1
	for len(content) > 0 {
		r, size := utf8.DecodeRune(content)
		if r == utf8.RuneError && size == 1 || r < ' ' && r != '\n' && r != '\r' && r != '\t' || r == 0x7f {
			return line, true
		}
		if r == '\n' {
			line++
		}
		content = content[size:]
	}
	return 0, false
}

// yamlPlace takes the line from a message such as "yaml: line 3: ...".
func yamlPlace(file string, err error) place {
	if _, rest, found := strings.Cut(err.Error(), "line "); found {
		number, _, _ := strings.Cut(rest, ":")
		if line, err := strconv.Atoi(number); err == nil {
			return place{file, line}
		}
	}
	return place{file, 1}
}

// reference finds an anchor or a reference to one: with them a small file
// could stand for a huge one.
func reference(n *yaml.Node) *yaml.Node {
	if n.Anchor != "" || n.Kind == yaml.AliasNode {
		return n
	}
	for _, child := range n.Content {
		if found := reference(child); found != nil {
			return found
		}
	}
	return nil
}

// list gives the elements of a list.
func (r *reader) list(n node) []node {
	if n.Kind != yaml.SequenceNode {
		r.problem(n.place(), "expected a list")
		return nil
	}
	elements := make([]node, len(n.Content))
	for i, content := range n.Content {
		elements[i] = node{content, n.file}
	}
	return elements
}

// fields gives the values of an object by key; keys other than the known ones
// and repeated ones are problems.
func (r *reader) fields(n node, known ...string) map[string]node {
	if n.Kind != yaml.MappingNode {
		r.problem(n.place(), "expected an object with %s", strings.Join(known, ", "))
		return nil
	}
	values := map[string]node{}
	for i := 0; i < len(n.Content); i += 2 {
		key, value := n.Content[i], node{n.Content[i+1], n.file}
		at := place{n.file, key.Line}
		switch _, repeated := values[key.Value]; {
		case !slices.Contains(known, key.Value):
			r.problem(at, "unknown key %q; known are %s", key.Value, strings.Join(known, ", "))
		case repeated:
			r.problem(at, "%q stands twice", key.Value)
		default:
			values[key.Value] = value
		}
	}
	return values
}

// text gives a scalar that YAML reads as text; "" after a problem or for none.
func (r *reader) text(n node) string {
	switch {
	case n.Node == nil:
		return ""
	case n.Kind != yaml.ScalarNode:
		r.problem(n.place(), "expected text")
	case n.Tag != "!!str":
		r.problem(n.place(), "YAML does not read %s as text; put it in quotes", n.Value)
	case strings.TrimSpace(n.Value) == "":
		r.problem(n.place(), "the text is empty")
	default:
		return n.Value
	}
	return ""
}

func (r *reader) texts(n node) []string {
	if n.Node == nil {
		return nil
	}
	var texts []string
	for _, element := range r.list(n) {
		texts = append(texts, r.text(element))
	}
	return texts
}

// number gives a finite number; 0 after a problem or for none.
func (r *reader) number(n node) float64 {
	if n.Node == nil {
		return 0
	}
	value, err := strconv.ParseFloat(n.Value, 64)
	if n.Kind != yaml.ScalarNode || n.Tag != "!!int" && n.Tag != "!!float" || err != nil || math.IsInf(value, 0) || math.IsNaN(value) {
		r.problem(n.place(), "expected a number")
		return 0
	}
	return value
}

// year gives a year of four digits; 0 after a problem or for none.
func (r *reader) year(n node) int {
	value := r.number(n)
	if n.Node != nil && (value != math.Trunc(value) || value < 1000 || value > 9999) {
		r.problem(n.place(), "expected a year")
		return 0
	}
	return int(value)
}
