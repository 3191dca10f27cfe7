package answer

import (
	"slices"

	"rolegraph/kg"
)

// chosen are those of some kinds that are named, or all of them if none is.
func chosen(names []string, of []kg.Kind) []kg.Kind {
	var kinds []kg.Kind
	for _, kind := range of {
		if len(names) == 0 || slices.Contains(names, kind.String()) {
			kinds = append(kinds, kind)
		}
	}
	return kinds
}

// restriction are the kinds that are named, in the order of the enum; nil if that
// is all of them or none.
func restriction(names []string) []kg.Kind {
	kinds := chosen(names, kg.Kinds())
	if len(kinds) == kg.KindCount {
		return nil
	}
	return kinds
}
