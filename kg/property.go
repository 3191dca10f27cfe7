package kg

// Property is a number that nodes have, by which lists are selected and
// ordered.
type Property uint8

// The properties. A node may lack any but the first.
const (
	RoleCount Property = iota
	MedianPay
	Growth
	// PropertyCount is the number of properties, for arrays indexed by
	// Property.
	PropertyCount = iota
)

// Number is a number that may be missing: Known says whether it is there, and
// Value is 0 where it is not.
type Number struct {
	Value float64
	Known bool
}

// Known is a number that is there.
func Known(value float64) Number { return Number{value, true} }

func numberOf(value *float64) Number {
	if value == nil {
		return Number{}
	}
	return Known(*value)
}

// Property is a number that the node has.
func (n *Node) Property(p Property) Number {
	switch p {
	case MedianPay:
		return numberOf(n.MedianPay)
	case Growth:
		return numberOf(n.Growth)
	default:
		return Known(float64(n.RoleCount))
	}
}

// Number is the weight as lists order it.
func (w Weight) Number() Number {
	if w == NoWeight {
		return Number{}
	}
	return Known(float64(w))
}
