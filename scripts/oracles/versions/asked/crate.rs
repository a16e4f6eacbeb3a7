//! How the crate semver compares pairs of versions: a file with two versions a line, between them a tab; an answer a line.
use std::cmp::Ordering;

fn main() {
    let path = std::env::args().nth(1).expect("a file");
    let text = std::fs::read_to_string(path).expect("a text");
    for line in text.lines() {
        let (a, b) = line.split_once('\t').expect("a pair");
        let answer = match (semver::Version::parse(a), semver::Version::parse(b)) {
            (Ok(a), Ok(b)) => match a.cmp_precedence(&b) {
                Ordering::Less => "-1",
                Ordering::Equal => "0",
                Ordering::Greater => "1",
            },
            _ => "",
        };
        println!("{answer}");
    }
}
