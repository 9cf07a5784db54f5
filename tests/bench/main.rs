//! What the product costs, each figure beside the bare work it cannot avoid, measured in the same run.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::float_arithmetic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a measuring tool, not the product"
)]
mod child;
mod floor;
mod grading;
mod import;
mod load;
mod options;
mod regrade;
mod requests;
mod workbook;

use options::Options;

fn main() {
    let options = Options::from_arguments();
    println!("kakuzuke bench, {} cores", std::thread::available_parallelism().map_or(1, usize::from));
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    if options.wants("grading") {
        grading::measure();
    }
    if options.wants("import") {
        runtime.block_on(import::measure(&options));
    }
    if options.wants("regrade") {
        runtime.block_on(regrade::measure(&options));
    }
    if options.wants("requests") {
        runtime.block_on(requests::measure(&options));
    }
}
