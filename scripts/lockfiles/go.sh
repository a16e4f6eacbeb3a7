#!/usr/bin/env bash
# Lets Go write the go.sum of fixtures/lockfiles/go/before-1.17 anew, and lists the modules of its build. Run by hand; needs go and its module proxy.
set -euo pipefail
fixture=$(cd "$(dirname "$0")/../../fixtures/lockfiles/go/before-1.17" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$fixture/go.mod" "$work"
cd "$work"
printf 'package old\n\nimport (\n\t_ "github.com/stretchr/testify/assert"\n\t_ "golang.org/x/text/language"\n)\n' > old.go
export GOFLAGS=-mod=mod GOTOOLCHAIN=local
go mod tidy
go list -deps -f '{{with .Module}}{{.Path}} {{.Version}}{{end}}' ./... | sort -u
cp go.mod go.sum "$fixture"
