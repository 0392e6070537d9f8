// `aws-eif build OUT ARCHITECTURE KEY|- CERTIFICATE|- KERNEL CMDLINE RAMDISK...` makes an image with AWS's builder;
// `aws-eif PATH` reads one with AWS's reader. Both print the measurements as JSON.
use aws_nitro_enclaves_image_format::defs::{EifBuildInfo, EifIdentityInfo, EIF_HDR_ARCH_ARM64};
use aws_nitro_enclaves_image_format::utils::eif_reader::EifReader;
use aws_nitro_enclaves_image_format::utils::{EifBuilder, SignKeyData};
use serde_json::{json, Value};
use sha2::{Digest, Sha384};
use std::fs::OpenOptions;
use std::path::Path;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let printed = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["build", out, architecture, key, certificate, kernel, cmdline, ref ramdisks @ ..] => {
            build(out, architecture, key, certificate, kernel, cmdline, ramdisks)
        }
        [path] => read(path),
        _ => panic!("expected build and its arguments, or a path"),
    };
    println!("{printed}");
}

fn build(
    out: &str,
    architecture: &str,
    key: &str,
    certificate: &str,
    kernel: &str,
    cmdline: &str,
    ramdisks: &[&str],
) -> Value {
    let sign = (key != "-").then(|| SignKeyData::new(key, Path::new(certificate)).unwrap());
    let flags = if architecture == "aarch64" { EIF_HDR_ARCH_ARM64 } else { 0 };
    let identity = EifIdentityInfo {
        img_name: "peer".into(),
        img_version: "1".into(),
        build_info: EifBuildInfo {
            build_time: "1970-01-01T00:00:00Z".into(),
            build_tool: "aws-eif".into(),
            build_tool_version: "0.8.1".into(),
            img_os: "Linux".into(),
            img_kernel: "6".into(),
        },
        docker_info: json!(null),
        custom_info: json!(null),
    };
    let mut builder = EifBuilder::new(
        Path::new(kernel),
        cmdline.to_string(),
        sign,
        Sha384::new(),
        flags,
        identity,
    );
    for ramdisk in ramdisks {
        builder.add_ramdisk(Path::new(ramdisk));
    }
    let mut file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(true)
        .open(out)
        .unwrap();
    json!(builder.write_to(&mut file))
}

fn read(path: &str) -> Value {
    let mut reader = EifReader::from_eif(path.to_string()).unwrap();
    let crc = reader.check_crc();
    json!({ "measurements": reader.get_measurements().unwrap(), "crc": crc })
}
