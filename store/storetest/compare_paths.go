package storetest

import "rolegraph/kg"

// pathLinkText writes the link that leads to a node of a path, with its ends,
// which are read whatever else is.
func pathLinkText(l *kg.Link, read kg.LinkFields) string {
	if l == nil {
		return " begins"
	}
	return " by " + l.From.ID().String() + " " + l.Relation.String() + " " + l.To.ID().String() + linkText(l, read, l.Relation)
}
