// Supply says what the program is made of besides its own code: the Go modules that
// are linked into it and the npm packages in its pages.
//
//	go run ./supply licenses           writes THIRD_PARTY.md
//	go run ./supply sbom VERSION       writes a CycloneDX list to standard output
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"

	"rolegraph/wholefile"
)

// listFile is the list of licenses.
const listFile = "THIRD_PARTY.md"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "supply:", err)
		os.Exit(1)
	}
}

// run does what the arguments say, in the folder of the main module.
func run(ctx context.Context, arguments []string, stdout io.Writer) error {
	what := ""
	if len(arguments) > 0 {
		what = arguments[0]
	}
	switch {
	case what == "licenses" && len(arguments) == 1:
		parts, err := partsOf(ctx, ".")
		if err != nil {
			return err
		}
		return wholefile.Replace(listFile, func(w io.Writer) error { return writeLicenses(w, parts) })
	case what == "sbom" && len(arguments) == 2:
		parts, err := partsOf(ctx, ".")
		if err != nil {
			return err
		}
		return writeSBOM(stdout, arguments[1], parts)
	default:
		return fmt.Errorf("say `licenses`, or `sbom VERSION`")
	}
}
