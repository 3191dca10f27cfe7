package embedded

import (
	"archive/zip"
	"crypto/sha256"
	"fmt"

	"rolegraph/kg"
)

// mergedForm changes with what kg.Merge makes of the same facts, and with the
// binary form of a graph: then the facts in data files are merged anew.
const mergedForm = "4"

// mergeKey tells what a graph was merged of, and how: one that was merged
// otherwise is not what its facts come to.
type mergeKey [sha256.Size]byte

// mergedOf is the key of the graph that the facts in some entries come to.
func mergedOf(joins *kg.Joins, facts []*zip.File) mergeKey {
	digest := sha256.New()
	fmt.Fprintf(digest, "form %s joins %s\n", mergedForm, joins.Hash())
	for _, entry := range facts {
		fmt.Fprintf(digest, "%q %d %08x\n", entry.Name, entry.UncompressedSize64, entry.CRC32)
	}
	return mergeKey(digest.Sum(nil))
}
