package neo4j

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"rolegraph/kg"
)

// Index gives the index of the last version that an answer had. It is read
// from the database at first, and whenever the version has moved.
func (s *Store) Index(ctx context.Context) (*kg.Index, error) {
	if index := s.current(); index != nil {
		return index, nil
	}
	select {
	case s.loading <- struct{}{}:
		defer func() { <-s.loading }()
	case <-ctx.Done():
		return nil, problem(ctx, ctx.Err())
	}
	if index := s.current(); index != nil {
		return index, nil // loaded while this call waited
	}
	version, columns, err := s.consistent(ctx, indexStatement, nil)
	if err != nil {
		return nil, err
	}
	index, err := decodeIndex(version, columns)
	if err != nil {
		return nil, kg.Errorf(kg.Internal, "internal error").Because(err)
	}
	s.index.Store(index)
	return index, nil
}

// current is the index that is loaded, if it is of the last version seen.
func (s *Store) current() *kg.Index {
	index, seen := s.index.Load(), s.seen.Load()
	if index == nil || seen == nil || index.Version != *seen {
		return nil
	}
	return index
}

// indexStatement reads the sources, the degrees of each relation from either
// end, each with how many nodes have it, and the names of each kind.
var indexStatement = func() string {
	lines := []string{opening}
	columns := []string{"version", "epoch", "sources", "linkNumbers"}
	lines = append(lines, "WITH *, COLLECT { MATCH (s:Source) RETURN [s.slug, s.name, s.version, s.asOf, s.license, s.url] } AS sources")
	var degrees []string
	for _, relation := range kg.Relations() {
		for _, direction := range []kg.Direction{kg.Out, kg.In} {
			step := kg.Step{Relation: relation, Direction: direction}
			degrees = append(degrees, fmt.Sprintf("COLLECT { MATCH (n:%s:Entity) WITH COUNT { %s } AS links WHERE links > 0 WITH links, count(*) AS nodes RETURN [links, nodes] }",
				step.Source().Label(), pattern("n", "", "", step)))
		}
	}
	lines = append(lines, fmt.Sprintf("WITH *, [%s] AS linkNumbers", strings.Join(degrees, ", ")))
	values := ""
	for _, property := range nodeProperties {
		if storedInIndex.Has(property.field) {
			values += ", n." + property.name
		}
	}
	for _, kind := range kg.Kinds() {
		column := kind.Plural()
		columns = append(columns, column)
		lines = append(lines, fmt.Sprintf("WITH *, COLLECT { MATCH (n:%s:Entity) WHERE n.key > '' WITH n ORDER BY n.key RETURN [n.slug, n.linkCount, n.linksBeyond%s] } AS %s", kind.Label(), values, column))
	}
	lines = append(lines, "WITH "+strings.Join(columns, ", "), closing+", "+strings.Join(columns[2:], ", "))
	return strings.Join(lines, "\n")
}()

// storedInIndex are the properties that are read into the index; the sort key is
// made of the name.
const storedInIndex = kg.IndexedFields &^ kg.ReadSortKey

// sharedLists has lists that many nodes have once for all of them, by their texts.
type sharedLists map[string][]string

func (s sharedLists) of(list []string) []string {
	if len(list) == 0 {
		return nil
	}
	key := strings.Join(list, "\x00")
	known, ok := s[key]
	if !ok {
		s[key] = list
		return list
	}
	return known
}

func decodeIndex(version string, columns []any) (index *kg.Index, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("decoding the index of names: %v", fault)
		}
	}()
	var sources []kg.Source
	for _, each := range columns[0].([]any) {
		field := func(i int) string { value, _ := each.([]any)[i].(string); return value }
		sources = append(sources, kg.Source{
			Slug: field(0), Name: field(1), Version: field(2), AsOf: kg.Date(field(3)), License: field(4), URL: field(5),
		})
	}
	slices.SortFunc(sources, func(a, b kg.Source) int { return kg.CompareSources(a.Slug, b.Slug) })
	var degrees kg.Degrees
	for i, of := range columns[1].([]any) {
		relation, direction := i/2, i%2
		for _, each := range of.([]any) {
			values := each.([]any)
			for range values[1].(int64) {
				degrees[relation][direction] = append(degrees[relation][direction], int(values[0].(int64)))
			}
		}
	}
	var nodes [kg.KindCount][]kg.Node
	shared := sharedLists{}
	for kind := range nodes {
		for _, each := range columns[2+kind].([]any) {
			values := each.([]any)
			node := kg.Node{Kind: kg.Kind(kind), Slug: kg.Slug(values[0].(string))}
			node.LinkCount = int(values[1].(int64))
			for i, links := range values[2].([]any) {
				node.LinksBeyond[i] = int(links.(int64))
			}
			if err := put(nodeProperties, storedInIndex, &node, values[3:]); err != nil {
				return nil, err
			}
			node.SortKey = kg.SortKey(node.Name)
			node.Sources, node.Categories = shared.of(node.Sources), shared.of(node.Categories)
			nodes[kind] = append(nodes[kind], node)
		}
	}
	return kg.NewIndex(version, sources, degrees, nodes), nil
}
