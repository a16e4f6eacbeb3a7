// How deps.dev and Go itself compare pairs of versions: the system's name and a JSON file of pairs, answers as JSON.
package main

import (
	"encoding/json"
	"os"
	"strings"

	"deps.dev/util/semver"
	gosemver "golang.org/x/mod/semver"
)

var systems = map[string]semver.System{
	"npm": semver.NPM, "crates.io": semver.Cargo, "Go": semver.Go, "PyPI": semver.PyPI, "RubyGems": semver.RubyGems,
	"Maven": semver.Maven, "NuGet": semver.NuGet, "Packagist": semver.Composer,
}

type answer [2]any

func inGo(a, b string) answer {
	a, b = "v"+strings.TrimPrefix(a, "v"), "v"+strings.TrimPrefix(b, "v")
	if !gosemver.IsValid(a) {
		return answer{nil, nil}
	}
	early := gosemver.Prerelease(a) != ""
	if !gosemver.IsValid(b) {
		return answer{nil, early}
	}
	return answer{gosemver.Compare(a, b), early}
}

func inDepsDev(system semver.System, a, b string) answer {
	if system == semver.Go {
		a, b = "v"+strings.TrimPrefix(a, "v"), "v"+strings.TrimPrefix(b, "v")
	}
	left, err := system.Parse(a)
	if err != nil {
		return answer{nil, nil}
	}
	right, err := system.Parse(b)
	if err != nil {
		return answer{nil, nil}
	}
	return answer{left.Compare(right), nil}
}

func main() {
	text, err := os.ReadFile(os.Args[2])
	if err != nil {
		panic(err)
	}
	var pairs [][2]string
	if err := json.Unmarshal(text, &pairs); err != nil {
		panic(err)
	}
	answers := make([]answer, len(pairs))
	for i, pair := range pairs {
		if os.Args[1] == "golang.org/x/mod" {
			answers[i] = inGo(pair[0], pair[1])
		} else {
			answers[i] = inDepsDev(systems[os.Args[1]], pair[0], pair[1])
		}
	}
	if err := json.NewEncoder(os.Stdout).Encode(answers); err != nil {
		panic(err)
	}
}
