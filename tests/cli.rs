//! The command line as people type it: transcripts, the README's console blocks among them.

#[test]
fn transcripts_hold() {
    // What an earlier run has stored would be told as unchanged.
    for folder in ["target/transcript-out", "target/transcript-store", "target/transcript-update"] {
        if let Err(error) = std::fs::remove_dir_all(folder) {
            assert_eq!(error.kind(), std::io::ErrorKind::NotFound, "{folder}: {error}");
        }
    }
    trycmd::TestCases::new().case("tests/cli/*.md").case("tests/cli/*.toml").case("README.md");
}

/// The README's picture is what the program draws now.
#[test]
fn the_picture_of_the_readme_is_made_by_the_program() {
    let drawn = std::process::Command::new(env!("CARGO_BIN_EXE_whereas"))
        .args(["draw", "seeds/interpol-impact-2012.en.md", "--lang", "en", "--format", "svg"])
        .output()
        .unwrap();
    assert!(drawn.status.success());
    assert_eq!(
        String::from_utf8(drawn.stdout).unwrap(),
        std::fs::read_to_string("docs/interpol-impact-2012.svg").unwrap()
    );
}
