// Gosec looks for what is insecure in Go packages. It is the checker of that name
// without its parts that ask language models, which take longest to build.
package main

import (
	"github.com/securego/gosec/v2/goanalysis"
	"golang.org/x/tools/go/analysis/singlechecker"
)

func main() { singlechecker.Main(goanalysis.Analyzer) }
