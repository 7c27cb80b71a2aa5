#include "runtime/pdf.h"

#define POINTERHOLDER_TRANSITION 4 // std::shared_ptr throughout; qpdf asks every user to say so
#include <qpdf/Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFWriter.hh>

#include <memory>
#include <vector>

namespace yaodian {

std::string join_pdf(std::span<const std::string> pages, std::string_view title, std::string& complaint) {
    try {
        std::vector<std::unique_ptr<QPDF>> sources; // they must live until the document is written
        QPDF whole;
        whole.setSuppressWarnings(true);
        whole.emptyPDF();
        QPDFPageDocumentHelper document(whole);
        for (const std::string& bytes : pages) {
            auto source = std::make_unique<QPDF>();
            source->setSuppressWarnings(true);
            source->processMemoryFile("page", bytes.data(), bytes.size());
            for (const QPDFPageObjectHelper& page : QPDFPageDocumentHelper(*source).getAllPages())
                document.addPage(page, false);
            sources.push_back(std::move(source));
        }
        QPDFObjectHandle info = QPDFObjectHandle::newDictionary();
        info.replaceKey("/Title", QPDFObjectHandle::newUnicodeString(std::string(title)));
        info.replaceKey("/Producer", QPDFObjectHandle::newString("Yaodian"));
        whole.getTrailer().replaceKey("/Info", whole.makeIndirectObject(info));
        whole.getRoot().replaceKey("/Lang", QPDFObjectHandle::newString("zh-CN"));
        QPDFWriter writer(whole);
        writer.setOutputMemory();
        writer.setDeterministicID(true);
        writer.setObjectStreamMode(qpdf_o_generate);
        writer.write();
        const std::unique_ptr<Buffer> out(writer.getBuffer());
        return {reinterpret_cast<const char*>(out->getBuffer()), out->getSize()};
    } catch (const std::exception& e) {
        complaint += e.what();
        return {};
    }
}

} // namespace yaodian
