package importer

import (
	"fmt"
	"math"
	"strconv"
)

// number reads the number in a column. What JSON has no form for is none.
func number(column, text string) (float64, error) {
	number, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsInf(number, 0) || math.IsNaN(number) {
		return 0, fmt.Errorf("%s: expected a number, not %q", column, cut(text))
	}
	return number, nil
}
