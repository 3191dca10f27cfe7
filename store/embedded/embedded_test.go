package embedded_test

import (
	"testing"

	"rolegraph/kg"
	"rolegraph/store/embedded"
	"rolegraph/store/storetest"
)

func open(t *testing.T, joins *kg.Joins) kg.Store {
	store, err := embedded.New(joins)
	if err != nil {
		t.Fatal(err)
	}
	return store
}

func TestStore(t *testing.T) { storetest.Run(t, open) }

func TestRandomPlans(t *testing.T) { storetest.RunRandom(t, open, 100, 100) }
