# What takes too long for every change: long loads, on a machine that does nothing else.
.PHONY: soak
soak:
	go test -tags soak -run '^(TestConnectionsThatStay|TestHostileClientsForLong|TestKnownOperationsBesideNewOnes|TestReadOnlyDatabase)$$' -timeout 60m -v -p 1 .
