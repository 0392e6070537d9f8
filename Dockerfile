# The command line as an image: pcr-allowlist on the PATH, a shell for steps of CI systems, and a user without privileges.
# Nothing is built or installed here: dist/ is the program, proved equal to its source. See RELEASE.md.
FROM node:24-alpine
LABEL org.opencontainers.image.title="pcr-allowlist" \
      org.opencontainers.image.description="Measures AWS Nitro Enclave images, and keeps a signed allow-list and KMS key policies in step." \
      org.opencontainers.image.source="https://github.com/pcr-allowlist/action" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY package.json LICENSE NOTICE /opt/pcr-allowlist/
COPY dist /opt/pcr-allowlist/dist
COPY --chmod=0755 scripts/container/pcr-allowlist /opt/pcr-allowlist/bin/pcr-allowlist
ENV PATH=/opt/pcr-allowlist/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
USER 1000:1000
WORKDIR /work
ENTRYPOINT ["pcr-allowlist"]
CMD ["help"]
