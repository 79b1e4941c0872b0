#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| whereas_fuzz::check("a.txt", bytes));
